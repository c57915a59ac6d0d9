export type Say = (key: string, ...values: (string | number)[]) => string;

/** A text of the interface with its {0} holes filled; the key itself when the build left it out. */
export function speaker(strings: Record<string, string>): Say {
  return (key, ...values) =>
    (strings[key] ?? key).replace(/\{(\d)\}/g, (hole, index) => String(values[Number(index)] ?? hole));
}
