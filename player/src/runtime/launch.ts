// The launch parameters of an xAPI package (the convention of tincan.xml).

export interface Actor {
  objectType?: string;
  name?: string;
  mbox?: string;
  mbox_sha1sum?: string;
  openid?: string;
  account?: { homePage: string; name: string };
}

export interface Launch {
  endpoint: string;
  auth: string;
  actor: Actor;
  registration: string | null;
  activityId: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** null when the course was not launched by an LMS, or by one that does not say by whom. */
export function readLaunch(search: string): Launch | null {
  const query = new URLSearchParams(search);
  const endpoint = query.get("endpoint");
  const actor = readActor(query.get("actor"));
  if (!endpoint || !actor) return null;
  const registration = query.get("registration");
  return {
    endpoint: endpoint.replace(/\/*$/, "/"),
    auth: query.get("auth") ?? "",
    actor,
    registration: registration && UUID.test(registration) ? registration : null,
    activityId: query.get("activity_id") || null,
  };
}

function readActor(text: string | null): Actor | null {
  try {
    return normalActor(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}

type Loose = Record<string, unknown>;

/** Before xAPI 1.0 an actor held arrays and an account had other names; some launchers still send that. */
function normalActor(value: unknown): Actor | null {
  if (typeof value !== "object" || value === null) return null;
  const loose = value as Loose;
  const who = identity(loose);
  if (!who) return null;
  const name = first(loose.name);
  return { objectType: "Agent", ...(name && { name }), ...who };
}

/** Exactly one identifier, as the standard asks. */
function identity(loose: Loose): Actor | null {
  const account = loose.account === undefined ? null : readAccount(one(loose.account));
  if (account) return { account };
  const mbox = first(loose.mbox);
  if (mbox) return { mbox: mbox.startsWith("mailto:") ? mbox : `mailto:${mbox}` };
  const sha1 = first(loose.mbox_sha1sum);
  if (sha1) return { mbox_sha1sum: sha1 };
  const openid = first(loose.openid);
  return openid ? { openid } : null;
}

function readAccount(value: unknown): Actor["account"] | null {
  if (typeof value !== "object" || value === null) return null;
  const { homePage, name, accountServiceHomePage, accountName } = value as Loose;
  const home = first(homePage ?? accountServiceHomePage);
  const who = first(name ?? accountName);
  return home && who ? { homePage: home, name: who } : null;
}

function one(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function first(value: unknown): string | null {
  const item = one(value);
  return typeof item === "string" && item !== "" ? item : null;
}
