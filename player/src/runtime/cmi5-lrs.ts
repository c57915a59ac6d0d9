// What a cmi5 course reads of the LMS besides its own State document.
import { Lrs, type Stored } from "./lrs.ts";

export class Cmi5Lrs extends Lrs {
  launchData(): Promise<Stored> {
    return this.call("GET", this.stateUrl("LMS.LaunchData"));
  }

  preferences(): Promise<Stored> {
    const agent = JSON.stringify(this.launch.actor);
    return this.call("GET", `agents/profile?${new URLSearchParams({ agent, profileId: "cmi5LearnerPreferences" })}`);
  }

  async has(statementId: string): Promise<boolean> {
    return (await this.call("GET", `statements?${new URLSearchParams({ statementId })}`)).status === 200;
  }
}
