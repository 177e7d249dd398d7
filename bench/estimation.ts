import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  bootstrap,
  type DesignInput,
  estimate,
  type Factor,
  type Margin,
  mean,
  type ProbabilityDesign,
  probabilityDesign,
  rake,
} from '#statistics/estimation';
import { seededRandom } from '#statistics/random';
import { compare, type Contender, figure, type Line, type Spread, type Turn, withSpread } from './harness.js';
import { type Cleanup, cpuSeconds } from './processes.js';
import type { Servers } from './servers.js';

const ROUNDS = 5;
const ROWS = 100_000;
const MANY_ROWS = 1_000_000;

/** Everything the tasks need, in memory; the domains are 63 provinces. */
interface Survey {
  input: DesignInput;
  design: ProbabilityDesign;
  values: Float64Array;
  provinces: Factor;
  margins: Margin[];
}

interface Task {
  name: string;
  /** The aim of how many times R's rate it is to reach. */
  aim: number;
  /** Times per turn, so that what takes milliseconds can be timed. */
  times: number;
  run(survey: Survey): void;
  /** The same in R, on its `design`, `raked` and `margins`. */
  r: string;
}

const tasks: Task[] = [
  {
    name: 'mean with its standard error',
    aim: 50,
    times: 50,
    run: ({ design, values }) => void estimate(design, mean(values)),
    r: 'svymean(~value, design)',
  },
  {
    name: '63 domain means',
    aim: 50,
    times: 20,
    run: ({ design, values, provinces }) => void estimate(design, mean(values, { by: provinces })),
    r: 'svyby(~value, ~province, design, svymean)',
  },
  {
    name: 'raking 3 margins',
    aim: 20,
    times: 10,
    run: ({ input, margins }) => void rake({ weights: input.weights, margins }),
    r: 'rake(design, list(~sex, ~age, ~province), margins, control = list(maxit = 100, epsilon = 1e-9))',
  },
  {
    name: 'mean with its standard error after raking',
    aim: 10,
    times: 20,
    run: ({ design, values }) => void estimate(design, mean(values)),
    r: 'svymean(~value, raked)',
  },
  {
    name: '100 bootstrap replicates (raked anew here, not raked in R)',
    aim: 10,
    times: 1,
    run({ design, values }) {
      const replicates = bootstrap(design, { replicates: 100, seed: 1 });
      estimate(design, mean(values), { replicates });
    },
    r: 'svymean(~value, as.svrepdesign(design, type = "subbootstrap", replicates = 100))',
  },
];
/** Tasks on the raked design, by name since their copies are too. */
const onRaked = new Set([tasks[3]!.name, tasks[4]!.name]);

/** Estimates of a large survey against R's package survey, where that is installed. */
export async function estimation(_: Servers, cleanup: Cleanup, say: (line: string) => void): Promise<string> {
  const survey = madeSurvey(ROWS);
  const installed = spawnSync('Rscript', ['-e', 'packageVersion("survey")']).status === 0;
  if (!installed) say('!!! R or its package survey is not installed: there is nothing to compare with');
  const r = installed ? await RSurvey.start(survey, cleanup) : undefined;
  if (r) await r.agrees(survey);
  const outcomes: string[] = [];
  for (const task of tasks) {
    const product: Contender = { name: task.name, turn: async () => productTurn(task, survey) };
    const contenders = r ? [{ name: 'R', turn: () => r.turn(task.r) }, product] : [product];
    const lines = await compare(contenders, ROUNDS, say);
    outcomes.push(`| ${task.name} | ${row(lines, task.aim)} |`);
  }
  const many = madeSurvey(MANY_ROWS);
  const seconds = tasks.map((task) => {
    const { seconds: of } = productTurn({ ...task, times: 1 }, many);
    return `${task.name} ${figure(of)} s`;
  });
  const peak = process.resourceUsage().maxRSS / 2 ** 20;
  return [
    `${ROWS.toLocaleString('en')} respondents in 126 strata and 2,520 first-stage units, ${r ? await r.version() : 'R not installed'}.`,
    '|  | here | R | times as fast | aim |\n| --- | --- | --- | --- | --- |\n' + outcomes.join('\n'),
    `With ${MANY_ROWS.toLocaleString('en')} respondents: ${seconds.join('; ')}. Greatest memory of the whole process: ${figure(peak)} GiB (aim: 1).`,
  ].join('\n\n');
}

function row(lines: Line[], aim: number): string {
  const inMilliseconds = ({ median, least, most }: Spread): string =>
    `${withSpread({ median: 1000 / median, least: 1000 / most, most: 1000 / least })} ms`;
  const [first, second] = lines;
  if (!second) return `${inMilliseconds(first!.rate)} | – | – | ${aim}`;
  return `${inMilliseconds(second.rate)} | ${inMilliseconds(first!.rate)} | **${withSpread(second.ratio)}** | ${aim}`;
}

function productTurn(task: Task, survey: Survey): Turn {
  const { input, margins, design } = survey;
  const adjusted = onRaked.has(task.name) ? rake({ weights: input.weights, margins }) : undefined;
  const [began, cpu] = [performance.now(), cpuSeconds(process.pid)];
  for (let time = 0; time < task.times; time++) {
    // A design of its own each time, so that nothing is remembered from the last one.
    task.run(adjusted ? { ...survey, design: design.withWeights(adjusted) } : survey);
  }
  return {
    units: task.times,
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: cpuSeconds(process.pid) - cpu,
  };
}

/** Invented answers: provinces of two strata, 20 units in each stratum, unequal weights. */
function madeSurvey(rows: number): Survey {
  const random = seededRandom(20_171);
  const codes = { stratum: 126, unit: 20, sex: 2, age: 6, province: 63 };
  const column = (levels: number): Factor => ({
    codes: new Int32Array(rows),
    levels: Array.from({ length: levels }, (__, code) => `${code + 1}`),
  });
  const [stratum, unit] = [column(codes.stratum), column(codes.unit)];
  const [sex, age, province] = [column(codes.sex), column(codes.age), column(codes.province)];
  const [weights, values] = [new Float64Array(rows), new Float64Array(rows)];
  for (let at = 0; at < rows; at++) {
    const place = Math.floor((at * codes.stratum * codes.unit) / rows);
    stratum.codes[at] = Math.floor(place / codes.unit);
    unit.codes[at] = place % codes.unit;
    province.codes[at] = Math.floor(stratum.codes[at]! / 2);
    sex.codes[at] = Math.floor(random() * 2);
    age.codes[at] = Math.floor(random() ** 1.3 * codes.age);
    weights[at] = 100 + 400 * random();
    values[at] = 50 + 10 * random() + 3 * sex.codes[at]! + age.codes[at]! + 5 * Math.sin(place);
  }
  const input: DesignInput = {
    sampling: 'multi-stage-cluster',
    weights,
    stages: [{ strata: stratum, clusters: unit }],
  };
  const population = 40_000_000;
  const margin = (name: string, factor: Factor, shareOf: (code: number) => number): Margin => {
    const sizes = factor.levels.map((__, code) => shareOf(code));
    const sum = sizes.reduce((all, one) => all + one, 0);
    return {
      name,
      factor,
      totals: Object.fromEntries(
        factor.levels.map((level, code) => [level, (population * sizes[code]!) / sum]),
      ),
    };
  };
  return {
    input,
    design: probabilityDesign(input),
    values,
    provinces: province,
    margins: [
      margin('sex', sex, (code) => 49 + 2 * code),
      margin('age', age, (code) => 10 - code),
      margin('province', province, (code) => 20 + (code % 7)),
    ],
  };
}

/** An R process that holds the same survey and runs what it is told. */
class RSurvey {
  private constructor(
    private readonly pid: number,
    private readonly ask: (command: string) => Promise<string>,
  ) {}

  static async start(survey: Survey, cleanup: Cleanup): Promise<RSurvey> {
    const folder = await mkdtemp(join(tmpdir(), 'langnghe-bench-'));
    cleanup.push(() => rm(folder, { recursive: true, force: true }));
    const { input, values, margins } = survey;
    const [{ strata, clusters }] = input.stages as [{ strata: Factor; clusters: Factor }];
    const columns = { weight: input.weights, value: values };
    const factors = {
      stratum: strata,
      unit: clusters,
      ...Object.fromEntries(margins.map(({ name, factor }) => [name, factor])),
    };
    const lines = [[...Object.keys(columns), ...Object.keys(factors)].join(',')];
    for (let at = 0; at < values.length; at++) {
      lines.push(
        [
          ...Object.values(columns).map((of) => of[at]!),
          ...Object.values(factors).map((of) => of.levels[of.codes[at]!]!),
        ].join(','),
      );
    }
    await writeFile(join(folder, 'survey.csv'), lines.join('\n'));
    const frames = margins.map(
      ({ name, totals }) =>
        `data.frame(${name} = c(${Object.keys(totals).join(',')}), Freq = c(${Object.values(totals).join(',')}))`,
    );
    await writeFile(
      join(folder, 'survey.R'),
      `suppressMessages(library(survey))
data <- read.csv("${join(folder, 'survey.csv')}")
margins <- list(${frames.join(',\n')})
design <- svydesign(id = ~unit, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
raked <- ${tasks[2]!.r}
input <- file("stdin", "r")
cat("ready\\n")
while (length(line <- readLines(input, 1)) > 0) cat(format(eval(parse(text = line)), digits = 15), "\\n")
`,
    );
    const child = spawn('Rscript', [join(folder, 'survey.R')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const gone = once(child, 'exit');
    cleanup.push(() => {
      child.stdin.end();
      return gone;
    });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<string> => {
      const { value, done } = await answers.next();
      if (done) throw new Error('R ended');
      return value;
    };
    await next();
    return new RSurvey(child.pid!, (command) => {
      child.stdin.write(`${command}\n`);
      return next();
    });
  }

  /** The comparison is of the same thing: the mean and its standard error are equal. */
  async agrees({ design, values }: Survey): Promise<void> {
    const [mine] = estimate(design, mean(values));
    const theirs = await this.ask(
      '{ m <- svymean(~value, design); paste(sprintf("%.15g", c(coef(m), SE(m))), collapse = " ") }',
    );
    const [value, se] = theirs.trim().split(' ').map(Number);
    for (const [a, b] of [
      [mine!.value!, value!],
      [mine!.se!, se!],
    ] as const) {
      if (!(Math.abs(a / b - 1) < 1e-8)) throw new Error(`R says ${theirs}, not ${mine!.value} ${mine!.se}`);
    }
  }

  async version(): Promise<string> {
    return (await this.ask('paste0("R ", getRversion(), " with survey ", packageVersion("survey"))')).trim();
  }

  async turn(expression: string): Promise<Turn> {
    const cpu = cpuSeconds(this.pid);
    const seconds = Number(await this.ask(`system.time(${expression})[["elapsed"]]`));
    return { units: 1, seconds, cpuSeconds: cpuSeconds(this.pid) - cpu };
  }
}
