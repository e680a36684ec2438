// SPDX-License-Identifier: GPL-3.0-or-later
// Every AsyncAPI document that stormctl exports from the sample boards is accepted by @asyncapi/parser, and the parser does
// refuse a document that is broken. Arguments: the folder that holds node_modules, then the documents.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [modules, ...documents] = process.argv.slice(2);
const require = createRequire(join(modules, 'package.json'));
const { Parser } = require('@asyncapi/parser');
console.log('# @asyncapi/parser ' + require('@asyncapi/parser/package.json').version);

let failed = 0;
const report = (ok, check, why = '') => {
  console.log(`${ok ? 'PASS' : 'FAIL'} ${check}${ok ? '' : ': ' + why}`);
  failed += ok ? 0 : 1;
};
const errorsOf = async (text) =>
  (await new Parser().parse(text)).diagnostics.filter((one) => one.severity === 0);

for (const file of documents) {
  const errors = await errorsOf(readFileSync(file, 'utf8'));
  report(errors.length === 0, basename(file), errors.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '));
}
report(documents.length >= 4, 'documents of both samples', `only ${documents.length}`);
const broken = readFileSync(documents[0], 'utf8').replace(/action: "?receive"?/, 'action: "publish"').replace(/action: "?send"?/, 'action: "publish"');
report((await errorsOf(broken)).length > 0, 'a broken document is refused', 'it was accepted');
process.exit(failed ? 1 : 0);
