// Keeps answers out of plain sight. It hides nothing from somebody determined, and does not claim to.

function stream(n: number): () => number {
  let x = (Math.imul(n, 2654435761) + 0x9e3779b9) >>> 0;
  return () => {
    x = (x ^ (x << 13)) >>> 0;
    x = (x ^ (x >>> 17)) >>> 0;
    x = (x ^ (x << 5)) >>> 0;
    return x & 255;
  };
}

function crossed(bytes: Uint8Array, n: number): Uint8Array {
  const next = stream(n);
  return bytes.map((byte) => byte ^ next());
}

export function veil(text: string, n: number): string {
  const bytes = crossed(new TextEncoder().encode(text), n);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function unveil(veiled: string, n: number): string {
  const bytes = Uint8Array.from(atob(veiled), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(crossed(bytes, n));
}
