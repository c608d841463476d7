// HiGHS as WebAssembly (npm package highs): one thread, reads the MPS file itself.
import { limit_s, elapsed_s, end, load, parse_mps, read_program, say, write_answer } from './peer.mjs';

const { about, url } = load('highs');
const highs = await (await import(url('build/highs.mjs'))).default();
const bytes = read_program();
const names = parse_mps(bytes.toString('latin1')).columns;
const { callbackType, modelStatus } = highs.constants;

say(`version HiGHS ${about.version} (WebAssembly, 1 thread)`);
const model = highs.createModel({ format: 'mps', data: bytes });
model.options.set({ time_limit: Math.max(0.1, limit_s - elapsed_s()), mip_rel_gap: 0, mip_abs_gap: 1e-6 });
let best = Infinity;
model.run({
    [callbackType.logging](event) {
        process.stdout.write(event.message);
    },
    [callbackType.mipImprovingSolution](event) {
        if (!event.data.mip_solution) return;
        best = event.data.objective_function_value;
        say(`incumbent ${best} ${event.data.mip_dual_bound}`);
        write_answer(names, event.data.mip_solution);
    },
    [callbackType.mipLogging](event) {
        say(`bound ${event.data.mip_dual_bound}`);
    },
});
const objective = model.getObjectiveValue(), bound = model.info.get('mip_dual_bound');
const solved = model.info.get('primal_solution_status') === 2;
if (solved) {
    if (objective < best) say(`incumbent ${objective} ${bound}`);
    write_answer(names, model.getSolution().colValue);
}
say(`bound ${bound}`);
end(model.getModelStatus() === modelStatus.optimal ? 'optimal' : solved ? 'feasible' : 'nothing');
