// Reads print jobs with npos, which knows nothing of Kezek: a JSON list of jobs in base64 comes in, what would be on
// the papers goes out. npos splits the bytes into commands and decodes the rasters; here they are only laid in place.
'use strict';

const npos = require('npos');

const parser = npos.parser();

function place(job) {
  const ast = parser.analyze(job);
  if (ast.error) throw ast.error;
  let left = 0;
  let y = 0;
  const rows = [];
  const names = [];
  for (const node of ast.tree) {
    const name = `${node.ascii} ${node.fn}`;
    const at = node.offset + 1 + (node.fn || '').length;
    names.push(name);
    if (name === 'GS L') left = job[at] + 256 * job[at + 1];
    if (name === 'ESC J') y += job[at];
    if (name === 'GS v0') y = lay(rows, npos.codecs.raster.decode(job, { offset: node.offset }), left, y, job[at]);
  }
  return { names, height: y, dots: rows };
}

// Mode 1 doubles each dot across, mode 2 downwards, mode 3 both ways (Epson, GS v 0).
function lay(rows, image, left, top, mode) {
  const across = mode & 1 ? 2 : 1;
  const down = mode & 2 ? 2 : 1;
  for (let y = 0; y < image.height * down; y++) {
    const dots = [];
    for (let x = 0; x < image.width * across; x++) {
      if (image.getPixel(Math.floor(x / across), Math.floor(y / down)) === 0) dots.push(left + x);
    }
    if (dots.length) rows.push([top + y, dots]);
  }
  return top + image.height * down;
}

let input = '';
process.stdin.on('data', (portion) => (input += portion));
process.stdin.on('end', () => {
  const jobs = JSON.parse(input).map((job) => Buffer.from(job, 'base64'));
  process.stdout.write(JSON.stringify(jobs.map(place)));
});
