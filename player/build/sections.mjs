// The comments between which coursepack/formats/parts.py cuts.
export const marked = ({ parts, code }) => `/*@ ${parts.join(" ")} */${code}/*@*/`;

export function refuseMarks(code) {
  if (code.includes("/*@")) throw new Error("a script or style contains /*@, by which its sections are found");
}
