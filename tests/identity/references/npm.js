#!/usr/bin/node
// npm's own comparison, of node-semver.
let compare;
try {
  compare = require('/usr/share/nodejs/semver/functions/compare');
} catch (error) {
  process.exit(77);
}

const lines = require('fs').readFileSync(0, 'utf8').trimEnd().split('\n');
const signs = lines.map((line) => '<=>'[1 + compare(...line.split(' '))]);
process.stdout.write(signs.join('\n') + '\n');
