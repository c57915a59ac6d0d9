// Statement ids. `crypto.subtle` and `randomUUID` do not exist on plain http, which some LMSs still use inside a hospital.

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function padded(bytes: Uint8Array): DataView {
  const length = (((bytes.length + 8) >> 6) + 1) << 6;
  const block = new Uint8Array(length);
  block.set(bytes);
  block[bytes.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(length - 4, bytes.length * 8);
  return view;
}

function schedule(view: DataView, at: number): number[] {
  const words = Array.from({ length: 16 }, (_, i) => view.getInt32(at + 4 * i));
  const word = (i: number) => words[i] ?? 0;
  for (let i = 16; i < 80; i++) words.push(rotate(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1));
  return words;
}

function mixer(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

type Hash = [number, number, number, number, number];

function turn(hash: Hash, words: readonly number[]): Hash {
  let [a, b, c, d, e] = hash;
  words.forEach((word, step) => {
    const next = (rotate(a, 5) + mixer(step, b, c, d) + e + word) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  });
  return [hash[0] + a, hash[1] + b, hash[2] + c, hash[3] + d, hash[4] + e].map((x) => x | 0) as Hash;
}

export function sha1(text: string): Uint8Array {
  const view = padded(new TextEncoder().encode(text));
  let hash: Hash = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  for (let at = 0; at < view.byteLength; at += 64) hash = turn(hash, schedule(view, at));
  const out = new DataView(new ArrayBuffer(20));
  for (const [i, word] of hash.entries()) out.setInt32(4 * i, word);
  return new Uint8Array(out.buffer);
}

function format(bytes: Uint8Array, version: number): string {
  const marked = bytes.slice(0, 16);
  marked[6] = ((marked[6] ?? 0) & 0x0f) | (version << 4);
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(marked, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Always the same id for the same name: what is sent twice is stored once. */
export function uuidFor(name: string): string {
  return format(sha1(`coursepack ${name}`), 5);
}

export function randomUuid(): string {
  return format(crypto.getRandomValues(new Uint8Array(16)), 4);
}
