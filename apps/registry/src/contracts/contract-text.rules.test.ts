import { describe, expect, it } from 'vitest';
import { filled, placeholderErrors } from './contract-text.rules.js';

const facts = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as Parameters<typeof filled>[1];

describe('a placeholder', () => {
  it('is replaced, and what it is replaced by is left alone', () => {
    expect(filled('{{fullName}}, {{ position }}: {{fullName}}', facts)).toBe(
      '<fullName>, <position>: <fullName>',
    );
    expect(filled('{{fullName}}', { ...facts, fullName: '{{position}}' })).toBe('{{position}}');
  });

  it.each([
    ['{{fullname}}', 'There is no placeholder fullname'],
    ['{{constructor}}', 'There is no placeholder constructor'],
    ['{{fullName}', 'A placeholder is written {{name}}'],
    ['{{}}', 'A placeholder is written {{name}}'],
    ['fullName}}', 'A placeholder is written {{name}}'],
    ['{{full name}}', 'A placeholder is written {{name}}'],
  ])('%s is refused', (text, message) => {
    expect(placeholderErrors('grounds.0', text)).toEqual([
      { path: 'grounds.0', message: expect.stringContaining(message) },
    ]);
  });

  it('is not looked for in single braces', () => {
    expect(placeholderErrors('x', 'Mẫu {1} và {a}')).toEqual([]);
  });
});
