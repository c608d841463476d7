// SCIP as WebAssembly (npm package or-tools-wasm, through its MPSolver), for where no native one is.
import { limit_s, elapsed_s, end, load, parse_mps, read_program, say, sides, write_answer } from './peer.mjs';

const { about, url } = load('or-tools-wasm');
const { MPSolver } = await import(url('build/javascript/node/mp-solver.js'));
const mps = parse_mps(read_program().toString('latin1'));

const request = await MPSolver.createModelRequest({
    model: {
        maximize: false,
        variable: mps.columns.map((name, j) => ({
            lowerBound: mps.low[j],
            upperBound: mps.high[j],
            objectiveCoefficient: mps.cost[j],
            isInteger: mps.integer[j],
        })),
        constraint: mps.rows.map((name, i) => {
            const [lowerBound, upperBound] = sides(mps, i);
            return {
                varIndex: mps.entries[i].map(([j]) => j),
                coefficient: mps.entries[i].map(([, value]) => value),
                lowerBound,
                upperBound,
            };
        }),
    },
    solverType: MPSolver.SCIP_MIXED_INTEGER_PROGRAMMING,
    solverTimeLimitSeconds: Math.max(0.1, limit_s - elapsed_s()),
    enableInternalSolverOutput: true,
});
say(`version SCIP, or-tools-wasm ${about.version} (WebAssembly, 1 thread)`);
const { response } = await MPSolver.solveModelRequest(request);
const values = response?.variableValue ?? [];
if (values.length) {
    say(`incumbent ${response.objectiveValue} ${response.bestObjectiveBound}`);
    write_answer(mps.columns, values);
}
if (response?.bestObjectiveBound !== undefined) say(`bound ${response.bestObjectiveBound}`);
end(String(response?.status).match(/OPTIMAL|^0$/) ? 'optimal' : values.length ? 'feasible' : 'nothing');
