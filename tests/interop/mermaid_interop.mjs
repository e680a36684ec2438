// SPDX-License-Identifier: GPL-3.0-or-later
// Every Mermaid text that stormctl exports is accepted by Mermaid's own parser, with the names that were on the board; and the
// parser does refuse a broken text. Arguments: the folder that holds node_modules, then the texts.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...texts] = process.argv.slice(2);
const require = createRequire(join(modules, 'package.json'));
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
Object.assign(globalThis, { window, document: window.document });
const mermaid = (await import(pathToFileURL(join(modules, 'node_modules/mermaid/dist/mermaid.core.mjs')))).default;
console.log('# mermaid ' + JSON.parse(readFileSync(join(modules, 'node_modules/mermaid/package.json'))).version);
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxTextSize: 1_000_000, maxEdges: 10_000 });

let failed = 0;
const report = (ok, check, why = '') => {
  console.log(`${ok ? 'PASS' : 'FAIL'} ${check}${ok ? '' : ': ' + String(why).split('\n').slice(0, 3).join(' / ')}`);
  failed += ok ? 0 : 1;
};

// Nodes and edges as the text writes them, so that none is swallowed by a name.
const count = (text, pattern) => (text.match(pattern) ?? []).length;

for (const file of texts) {
  const text = readFileSync(file, 'utf8');
  const name = basename(dirname(file));
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const wanted = [count(text, /^ +n\d+[^ ].*:::kind_/gm), count(text, /^ +n\d+ (-->|-\.->)/gm), count(text, /^ +subgraph /gm)];
    const found = [db.getVertices().size, db.getEdges().length, db.getSubGraphs().length];
    report(wanted.join() === found.join(), name, `${found} nodes, edges and subgraphs instead of ${wanted}`);
  } catch (error) {
    report(false, name, error.message ?? error);
  }
}
report(texts.length >= 9, 'texts of all samples', `only ${texts.length}`);
const broken = readFileSync(texts[0], 'utf8').replace(/\]/, '');
let refused = false;
await mermaid.parse(broken).catch(() => (refused = true));
report(refused, 'a broken text is refused', 'it was accepted');
process.exit(failed ? 1 : 0);
