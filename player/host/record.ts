// What a launch leaves behind: its calls, and what a careful reader objects to.

export interface Call {
  /** From 1 up within the launch. */
  seq: number;
  /** Milliseconds since the launch. */
  t: number;
  method: string;
  /** As given; what is not JSON is given as its text. */
  args: unknown[];
  result: string | number;
  /** Error code; "0" for none, "throw" when the switch `throws` made the call throw. */
  error: string;
  /** The refusal comes from a switch of the host, not from a fault of the course. */
  simulated?: true;
}

export interface Violation {
  /** The call it was seen at; 0 when it belongs to no call. */
  seq: number;
  t: number;
  code: string;
  text: string;
}

/** Something that the LMS did by itself, such as a status forced by the mastery score. */
export interface Note {
  t: number;
  text: string;
}

const ERRORS: Record<string, string> = {
  "0": "No error",
  "101": "General exception",
  "201": "Invalid argument error",
  "202": "Element cannot have children",
  "203": "Element not an array. Cannot have count",
  "301": "Not initialized",
  "401": "Not implemented error",
  "402": "Invalid set value, element is a keyword",
  "403": "Element is read only",
  "404": "Element is write only",
  "405": "Incorrect data type",
};

/** The text of LMSGetErrorString; "" for a code that SCORM 1.2 does not have. */
export function errorText(code: string): string {
  return ERRORS[code] ?? "";
}
