/** Fields of an item by the title of their column in XLSForm; `translated` ones have a column for each language. */
export const plainColumns = {
  relevant: 'relevant',
  constraint: 'constraint',
  calculation: 'calculation',
  choiceFilter: 'choice_filter',
  repeatCount: 'repeat_count',
  appearance: 'appearance',
} as const;

export const translatedColumns = {
  label: 'label',
  hint: 'hint',
  requiredMessage: 'required_message',
  constraintMessage: 'constraint_message',
} as const;

/** The column in which a problem with a field is seen. */
export const columnOf: Readonly<Record<string, string>> = {
  ...plainColumns,
  ...translatedColumns,
  required: 'required',
  range: 'parameters',
  list: 'type',
};
