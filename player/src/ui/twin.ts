// Two windows of one course in one browser: the LMS keeps what the last of them says. The learner is told in both.

/** `told` hears whether there is another window. Answers how to say that this one goes. */
export function watchTwins(course: string, told: (other: boolean) => void): () => void {
  if (!("BroadcastChannel" in window)) return () => undefined;
  const channel = new BroadcastChannel(`coursepack ${course}`);
  const others = new Set<number>();
  const me = Math.random();
  channel.addEventListener("message", ({ data }: MessageEvent<{ from: number; word: "here" | "too" | "gone" }>) => {
    if (data.word === "gone") others.delete(data.from);
    else others.add(data.from);
    if (data.word === "here") channel.postMessage({ from: me, word: "too" });
    told(others.size > 0);
  });
  channel.postMessage({ from: me, word: "here" });
  return () => {
    channel.postMessage({ from: me, word: "gone" });
    channel.close();
  };
}
