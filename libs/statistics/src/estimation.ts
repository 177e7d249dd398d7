/** The face of survey estimation: what services import as `#statistics/estimation`. README.md shows it at work. */
export type {
  AdjustedWeights,
  AdjustmentReport,
  Bounds,
  Covariate,
  Margin,
  TargetReport,
} from './adjusted-weights.js';
export { calibrate, type CalibrationInput, poststratify } from './calibration.js';
export {
  type Contrast,
  contrast,
  difference,
  independentDifference,
  twoSidedP,
  type Uncertain,
} from './contrasts.js';
export { type Crosstab, crosstab, type IndependenceTest } from './crosstab.js';
export {
  type DesignInput,
  type ProbabilityDesign,
  probabilityDesign,
  type ProbabilitySampling,
  stackWaves,
} from './design.js';
export {
  type Estimate,
  estimate,
  estimateJointly,
  type JointEstimates,
  type Method,
  methodVersion,
  type VarianceOptions,
} from './estimates.js';
export { fUpperTail } from './distributions.js';
export { crossed, type Factor, factorOf } from './factor.js';
export { type Interval, kornGraubardInterval, logitInterval, waldInterval } from './intervals.js';
export { type DescriptiveShare, NonProbabilitySample, type Recruitment, shares } from './non-probability.js';
export { propensityClasses, responsePropensities } from './propensity.js';
export { estimateQuantiles, type QuantileEstimate } from './quantiles.js';
export { rake, type RakingInput } from './raking.js';
export {
  balancedRepeated,
  bootstrap,
  jackknife,
  type ReplicateOptions,
  type Replicates,
} from './replicates.js';
export type { SinglePsu, Stage } from './stages.js';
export {
  counts,
  type Domains,
  mean,
  proportions,
  ratio,
  type SmoothStatistic,
  type Statistic,
  total,
} from './statistic.js';
export {
  adjustForNonResponse,
  baseWeights,
  type ClassReport,
  divideByPropensity,
  kish,
  trimWeights,
} from './weights.js';
