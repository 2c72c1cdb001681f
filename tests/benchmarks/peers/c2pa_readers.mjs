// What two other readers of Content Credentials say of files: c2pa-wasm, which browsers use, and c2pa-ts, which shares no
// code with it.
//
//   npm install --prefix tests/benchmarks/peers --no-save --ignore-scripts @contentauth/c2pa-wasm @trustnxt/c2pa-ts
//   node tests/benchmarks/peers/c2pa_readers.mjs ROOT.pem FILE...
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as wasm from '@contentauth/c2pa-wasm';
import { PNG } from '@trustnxt/c2pa-ts/asset';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import { ManifestStore } from '@trustnxt/c2pa-ts/manifest';

const types = { png: 'image/png', svg: 'image/svg+xml', pdf: 'application/pdf', gif: 'image/gif', webp: 'image/webp', mp4: 'video/mp4' };
const [root, ...files] = process.argv.slice(2);

wasm.initSync({ module: readFileSync(fileURLToPath(import.meta.resolve('@contentauth/c2pa-wasm/c2pa.wasm'))) });
const settings = JSON.stringify({
  verify: { verify_trust: true, ocsp_fetch: false, remote_manifest_fetch: false },
  trust: { trust_anchors: readFileSync(root, 'utf8') },
});

async function byWasm(file, data) {
  const report = JSON.parse((await wasm.WasmReader.fromBytes(types[file.split('.').pop()], data, settings)).json());
  const manifest = report.manifests[report.active_manifest];
  const faults = (report.validation_status ?? []).map((one) => one.code);
  return [report.validation_state, manifest.signature_info?.common_name, manifest.claim_generator_info?.[0].name, ...faults].join(', ');
}

// A manifest as its format holds it: c2pa-ts reads PNG, and here only finds the others' manifests for itself.
const MANIFESTS = {
  png: (data) => new PNG(data).getManifestJUMBF(),
  svg: (data) => Buffer.from(/<c2pa:manifest[^>]*>([^<]*)</.exec(data.toString('latin1'))[1], 'base64'),
  pdf: (data) => {
    const found = /c2pa\/Length (\d+)>>\nstream\n/.exec(data.toString('latin1'));
    return data.subarray(found.index + found[0].length, found.index + found[0].length + Number(found[1]));
  },
};

async function byTypeScript(file, data) {
  const find = MANIFESTS[file.split('.').pop()];
  if (!find) return 'knows no such format';
  const asset = {
    mimeType: types[file.split('.').pop()],
    getDataLength: () => data.length,
    getDataRange: async (start = 0, length = data.length - start) => data.subarray(start, start + length),
    getManifestJUMBF: () => find(data),
  };
  const result = await ManifestStore.read(SuperBox.fromBuffer(asset.getManifestJUMBF())).validate(asset);
  return [result.isValid ? 'valid' : 'invalid', ...result.statusEntries.filter((one) => !one.success).map((one) => one.code)].join(', ');
}

for (const file of files) {
  const data = readFileSync(file);
  const said = (call) => call().catch((error) => `cannot read it: ${error.message ?? error}`.split('\n')[0]);
  console.log(`${file}\n  c2pa-wasm: ${await said(() => byWasm(file, data))}\n  c2pa-ts:   ${await said(() => byTypeScript(file, data))}`);
}
