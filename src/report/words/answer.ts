import type { Telling } from "../../rules/outcome.ts";
import { inLanguages } from "./language.ts";

/** The words of what is broken and why. */
export interface AnswerWords {
  readonly list: (names: readonly string[], more: number) => string;
  readonly on: (names: string) => string;
  readonly onAll: (count: number, role: string) => string;
  /** Of some components how they are; a state without words is told by the rule's title. */
  readonly state: Readonly<Partial<Record<Telling["state"], (names: string, count: number, place: string) => string>>>;
  readonly titled: (title: string, names: string, place: string) => string;
  readonly sentence: (clause: string) => string;
  readonly costs: (clause: string, loss: string) => string;
  readonly so: (cause: string, effect: string, loss: string) => string;
  readonly more: (count: number) => string;
}

const be = (count: number) => (count === 1 ? "is" : "are");

const english: AnswerWords = {
  list: (names, more) => {
    const all = more > 0 ? [...names, `${more} more`] : [...names];
    return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  },
  on: (names) => ` on ${names}`,
  onAll: (count, role) => ` on all ${count} ${role.toLowerCase()} nodes`,
  state: {
    down: (names, count, place) => `${names} ${be(count)} down${place}`,
    restarting: (names, count, place) => `${names} ${count === 1 ? "keeps" : "keep"} restarting${place}`,
    unhealthy: (names, count, place) =>
      `${names} ${count === 1 ? "fails its health check" : "fail their health checks"}${place}`,
    degraded: (names, count, place) => `${names} ${be(count)} degraded${place}`,
  },
  titled: (title, names, place) => `${title}: ${names}${place}`,
  sentence: (clause) => `${clause}.`,
  costs: (clause, loss) => `${clause}: ${loss}.`,
  so: (cause, effect, loss) => `${cause}; so ${effect}: ${loss}.`,
  more: (count) => (count === 1 ? "There is one more cause." : `There are ${count} more causes.`),
};

const chinese: AnswerWords = {
  list: (names, more) => names.join("、") + (more > 0 ? `等 ${names.length + more} 项` : ""),
  on: (names) => `（${names}）`,
  onAll: (count, role) => `（全部 ${count} 个 ${role} 节点）`,
  state: {
    down: (names, _, place) => `${names} 已停止运行${place}`,
    restarting: (names, _, place) => `${names} 不断重启${place}`,
    unhealthy: (names, _, place) => `${names} 未通过健康检查${place}`,
    degraded: (names, _, place) => `${names} 处于降级状态${place}`,
  },
  titled: (title, names, place) => `${title}：${names}${place}`,
  sentence: (clause) => `${clause}。`,
  costs: (clause, loss) => `${clause}：${loss}。`,
  so: (cause, effect, loss) => `${cause}；因此${effect}：${loss}。`,
  more: (count) => `另有 ${count} 个原因。`,
};

export const answerWords = inLanguages(english, chinese);
