// CP-SAT as WebAssembly (npm package or-tools-wasm): the model is built from the MPS file.
import { limit_s, n_threads, elapsed_s, end, load, parse_mps, read_program, say, sides, write_answer } from './peer.mjs';

const { about, url } = load('or-tools-wasm');
const { CpSat } = await import(url('build/javascript/node/cp-sat.js'));
const mps = parse_mps(read_program().toString('latin1'));
// All coefficients of the rows are whole numbers; a side without a limit is this.
const FAR = 1e9;

// A row over binaries as CP-SAT likes it best.
function constraint(i) {
    const [low, high] = sides(mps, i), entries = mps.entries[i];
    const ones = entries.every(([, value]) => value === 1);
    const literals = () => entries.map(([j]) => j);
    if (ones && high === 1 && low === 1) return { exactlyOne: { literals: literals() } };
    if (ones && high === 1 && low <= 0) return { atMostOne: { literals: literals() } };
    return {
        linear: {
            vars: literals(),
            coeffs: entries.map(([, value]) => value),
            domain: [Math.max(low, -FAR), Math.min(high, FAR)],
        },
    };
}

const model = {
    variables: mps.columns.map((name, j) => ({ domain: [mps.low[j], mps.high[j]] })),
    constraints: mps.rows.map((name, i) => constraint(i)),
    floatingPointObjective: {
        vars: mps.columns.map((name, j) => j).filter((j) => mps.cost[j] !== 0),
        coeffs: mps.cost.filter((cost) => cost !== 0),
        offset: 0,
        maximize: false,
    },
};
say(`version CP-SAT, or-tools-wasm ${about.version} (WebAssembly, ${n_threads} workers)`);
const bytes = await CpSat.createModel(model);
const result = await CpSat.solve(
    bytes,
    {
        maxTimeInSeconds: Math.max(0.1, limit_s - elapsed_s()),
        numWorkers: n_threads,
        relativeGapLimit: 0,
        logSearchProgress: true,
        logToStdout: false,
        logToResponse: false,
    },
    {
        onLog: (message) => process.stdout.write(message.endsWith('\n') ? message : `${message}\n`),
        onSolution(response) {
            say(`incumbent ${response.objectiveValue} ${response.bestObjectiveBound}`);
            write_answer(mps.columns, response.solution.map(Number));
        },
        onBestBound: (bound) => say(`bound ${bound}`),
    },
);
const response = result.response ?? result;
const status = String(response.status);
if (response.solution?.length) write_answer(mps.columns, response.solution.map(Number));
// Without an answer the bound in the response is no more than a blank.
if (response.solution?.length) say(`bound ${response.bestObjectiveBound}`);
end(/OPTIMAL|^4$/.test(status) ? 'optimal' : /FEASIBLE|^2$/.test(status) && !/INFEASIBLE/.test(status) ? 'feasible' : 'nothing');
