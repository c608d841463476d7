// What the drivers of WebAssembly solvers share: arguments, the program as MPS, and what they say.
// bench/README.md describes the protocol.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [, , program, answer, seconds, threads] = process.argv;

export const limit_s = Number(seconds);
export const n_threads = Number(threads);

const begun = process.hrtime.bigint();

// Seconds since the driver began: reading the program counts.
export function elapsed_s() {
    return Number(process.hrtime.bigint() - begun) / 1e9;
}

export function say(line) {
    fs.writeSync(1, `= ${line}\n`);
}

// A package brought by bench/peers/install, or the end of a peer that is not there.
export function load(name) {
    const here = path.dirname(fileURLToPath(import.meta.url));
    const folder = path.join(here, '../../build/peers/node_modules', name);
    try {
        const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
        return { about, url: (file) => pathToFileURL(path.join(folder, file)).href };
    } catch {
        say(`absent no npm package ${name}; bench/peers/install brings it`);
        process.exit(127);
    }
}

// The last word. Threads of WebAssembly take up to ten seconds to wind up, which are nobody's business.
export function end(status) {
    say(`status ${status}`);
    process.kill(process.pid, 'SIGKILL');
}

export function read_program() {
    return fs.readFileSync(program);
}

// The answer so far, whole: a peer that is killed leaves its last one.
export function write_answer(names, values) {
    const lines = [];
    for (let j = 0; j < names.length; j++)
        if (Math.abs(values[j]) > 1e-9) lines.push(`${names[j]} ${values[j]}\n`);
    fs.writeFileSync(`${answer}.part`, lines.join(''));
    fs.renameSync(`${answer}.part`, answer);
}

// Columns, rows and entries of a free MPS file as `clinweave export --to mps` writes it.
export function parse_mps(text) {
    const mps = { columns: [], rows: [], cost: [], low: [], high: [], integer: [], kind: [], side: [], range: [], entries: [] };
    const row_of = new Map(), column_of = new Map();
    let section = '', objective = '', integer = false, at = 0;
    while (at < text.length) {
        let end = text.indexOf('\n', at);
        if (end < 0) end = text.length;
        const line = text.slice(at, end);
        at = end + 1;
        if (line === '' || line[0] === '*') continue;
        const words = line.trim().split(/\s+/);
        if (line[0] !== ' ') {
            section = words[0];
        } else if (section === 'ROWS') {
            if (words[0] === 'N') objective = words[1];
            else {
                row_of.set(words[1], mps.rows.length);
                mps.rows.push(words[1]);
                mps.kind.push(words[0]);
                mps.side.push(0);
                mps.range.push(null);
                mps.entries.push([]);
            }
        } else if (section === 'COLUMNS') {
            if (words[1] === "'MARKER'") {
                integer = words[2] === "'INTORG'";
                continue;
            }
            let j = column_of.get(words[0]);
            if (j === undefined) {
                j = mps.columns.length;
                column_of.set(words[0], j);
                mps.columns.push(words[0]);
                mps.cost.push(0);
                mps.low.push(0);
                mps.high.push(Infinity);
                mps.integer.push(integer);
            }
            for (let k = 1; k + 1 < words.length; k += 2) {
                const value = Number(words[k + 1]);
                if (words[k] === objective) mps.cost[j] += value;
                else mps.entries[row_of.get(words[k])].push([j, value]);
            }
        } else if (section === 'RHS') {
            for (let k = 1; k + 1 < words.length; k += 2) mps.side[row_of.get(words[k])] = Number(words[k + 1]);
        } else if (section === 'RANGES') {
            for (let k = 1; k + 1 < words.length; k += 2) mps.range[row_of.get(words[k])] = Number(words[k + 1]);
        } else if (section === 'BOUNDS') {
            const j = column_of.get(words[2]), value = Number(words[3]);
            if (words[0] === 'FX') mps.low[j] = mps.high[j] = value;
            else if (words[0] === 'LO') mps.low[j] = value;
            else if (words[0] === 'UP') mps.high[j] = value;
            else if (words[0] === 'MI') mps.low[j] = -Infinity;
            else if (words[0] === 'FR') [mps.low[j], mps.high[j]] = [-Infinity, Infinity];
            else if (words[0] === 'PL') mps.high[j] = Infinity;
            else if (words[0] === 'BV') [mps.low[j], mps.high[j]] = [0, 1];
        }
    }
    return mps;
}

// [low, high] of row i.
export function sides(mps, i) {
    const side = mps.side[i], range = mps.range[i];
    if (mps.kind[i] === 'E') return range === null ? [side, side] : range < 0 ? [side + range, side] : [side, side + range];
    if (mps.kind[i] === 'L') return [range === null ? -Infinity : side - Math.abs(range), side];
    return [side, range === null ? Infinity : side + Math.abs(range)];
}
