// Plural forms by rules that the package brings along: a browser without data for a language would silently take its own.

/** A category, and what must hold for it: [modulus or 0, lowest, highest] of the number; a fourth element 1 means "not". */
export type PluralRule = [category: string, ...tests: [number, number, number, 1?][]];

/** The category of a whole number; of anything else it is "other". */
export function category(rules: readonly PluralRule[], value: unknown): string {
  if (!Number.isInteger(value)) return "other";
  const holds = ([modulus, low, high, not]: [number, number, number, 1?]) => {
    const rest = modulus ? (value as number) % modulus : (value as number);
    return (low <= rest && rest <= high) !== !!not;
  };
  return rules.find(([, ...tests]) => tests.every(holds))?.[0] ?? "other";
}
