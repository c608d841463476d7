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
// "#3  30.76s best:-3426.0794 next:[-3565.9568,-3426.0795] ..." and "#Bound  21.3s best:inf ..." of its
// log, which comes when all is over: its own clock counts. The bound is the lower end of what is next.
let solving_s = 0;
function hear(line) {
    const [, seconds, best, bound] = line.match(/^#(?:[0-9]+|Bound) +([.0-9]+)s +best:(\S+) +next:\[([^,]+),/) ?? [];
    if (seconds === undefined) return;
    const at = (solving_s + Number(seconds)).toFixed(2);
    say(best === 'inf' ? `bound ${bound} ${at}` : `incumbent ${best} ${bound} ${at}`);
}

say(`version CP-SAT, or-tools-wasm ${about.version} (WebAssembly, ${n_threads} workers)`);
const bytes = await CpSat.createModel(model);
solving_s = elapsed_s();
const { response } = await CpSat.solve(
    bytes,
    {
        maxTimeInSeconds: Math.max(0.1, limit_s - solving_s),
        numWorkers: n_threads,
        relativeGapLimit: 0,
        logSearchProgress: true,
        logToStdout: false,
        logToResponse: false,
    },
    {
        onLog(message) {
            process.stdout.write(message.endsWith('\n') ? message : `${message}\n`);
            message.split('\n').forEach(hear);
        },
        onSolution: (found) => write_answer(mps.columns, found.solution.map(Number)),
    },
);
const status = String(response?.status), solved = response?.solution?.length > 0;
// Without an answer the numbers of the response are blanks.
if (solved) {
    write_answer(mps.columns, response.solution.map(Number));
    say(`incumbent ${response.objectiveValue} ${response.bestObjectiveBound}`);
}
end(/^(CpSolverStatus\.)?OPTIMAL$|^4$/.test(status) ? 'optimal' : solved ? 'feasible' : 'nothing');
