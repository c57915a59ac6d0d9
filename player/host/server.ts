// What the host page tells the play server and asks of it (coursepack/hosts/desk.py).

import type { LaunchData } from "./host.ts";
import type { Call, Note, Violation } from "./record.ts";
import type { Switches } from "./switches.ts";

export interface Launch {
  format: "scorm12" | "scorm2004" | "cmi5" | "xapi" | "web";
  title: string;
  /** Which of the units it is, and what all of them are called. */
  unit: number;
  units: string[];
  url: string;
  attempt: number;
  launch: number;
  stored: Record<string, string>;
  manifest: LaunchData;
  version: number;
}

export interface Report {
  launch: number;
  set?: Record<string, string>;
  finished?: boolean;
  ended?: boolean;
  crashed?: boolean;
  calls?: Call[];
  violations?: Violation[];
  notes?: Note[];
}

/** One request to the xAPI host. `t`: seconds since the epoch. */
export interface Exchange {
  seq: number;
  t: number;
  method: string;
  path: string;
  query: Record<string, string>;
  sent: string;
  status: number;
  answer: string;
  simulated: boolean;
}

export interface News {
  version: number;
  error: string;
  exchanges: Exchange[];
  violations: { seq: number; text: string }[];
  scorm: Violation[];
  missing: string[];
}

/** Opens the course; null with the reason when there is nothing to open. */
export async function openLaunch(asked: {
  new: boolean;
  unit: number;
  actor: string;
  /** cmi5's launchMode; SCORM's API tells it by itself. */
  mode: string;
  lrs: Switches["lrs"];
}): Promise<Launch | { error: string }> {
  const answer = await fetch("/api/launch", { method: "POST", body: JSON.stringify(asked) });
  return (await answer.json()) as Launch | { error: string };
}

export async function news(since: number): Promise<News> {
  return (await (await fetch(`/api/news?since=${since}`)).json()) as News;
}

export function setSwitches(values: Record<string, number | boolean>): void {
  void fetch("/api/switches", { method: "POST", body: JSON.stringify(values) });
}

/** Synchronously, as LMSs of 1.2's time do. Says whether the server took it; null when the browser let nothing out. */
export function reportNow(report: Report): boolean | null {
  const request = new XMLHttpRequest();
  request.open("POST", "/api/scorm", false);
  try {
    request.send(JSON.stringify(report));
  } catch {
    // A frame that is being removed may not wait for an answer.
    return null;
  }
  return request.status === 200;
}

export function reportSoon(report: Report): void {
  fetch("/api/scorm", { method: "POST", body: JSON.stringify(report) }).catch(() => undefined);
}

export function beacon(report: Report): boolean {
  return navigator.sendBeacon("/api/scorm", JSON.stringify(report));
}
