import { XMLBuilder } from 'fast-xml-parser';
import type { AnalysisResult, SurveyTable } from '#contracts/analyses';
import type { SurveyReleaseContent } from '#contracts/releases';
import type { OutcomeRates } from '#statistics/outcome-rates';
import { percentOf } from '../estimates/precision.rules.js';
import type { SurveyReleaseEntity } from './release.entity.js';
import { hasPassed, microdataFile, type PassedMicrodata } from './release.microdata.js';

/** Children in the order of the schema; `@…` is an attribute, `#` the text beside attributes, a list repeats its element. */
type Element = { readonly [name: string]: string | number | Element | readonly Element[] | undefined };

const builder = new XMLBuilder({
  attributeNamePrefix: '@',
  textNodeName: '#',
  ignoreAttributes: false,
  format: true,
  suppressEmptyNode: true,
});

/**
 * A release in DDI-Codebook 2.5 (ddialliance.org, `ddi:codebook:2_5`): how the survey was held, what was asked, of each answer
 * what the release shows, and the file of records, if there is one. It holds nothing that has not passed the release gate.
 */
export function releaseDdi(release: SurveyReleaseEntity, content: SurveyReleaseContent): Buffer {
  const { microdata } = content.result;
  const codeBook: Element = {
    '@xmlns': 'ddi:codebook:2_5',
    '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    '@xsi:schemaLocation':
      'ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd',
    '@version': '2.5',
    '@xml:lang': 'vi',
    '@ID': `_${release.id}`,
    stdyDscr: {
      citation: citation(release, content),
      stdyInfo: information(content),
      method: method(content),
    },
    ...(hasPassed(microdata) && { fileDscr: fileDescription(microdata) }),
    dataDscr: {
      var: [
        ...(hasPassed(microdata) ? fileVariables(microdata) : []),
        ...shareVariables(content.result),
        ...numberVariables(content.result),
      ],
    },
  };
  const xml = builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, codeBook });
  return Buffer.from(xml, 'utf8');
}

function citation(release: SurveyReleaseEntity, { title, survey }: SurveyReleaseContent): Element {
  const { number, releasedOn } = release;
  return {
    titlStmt: { titl: title, altTitl: survey.title, IDNo: { '@agency': survey.conductor, '#': survey.code } },
    rspStmt: { AuthEnty: survey.conductor },
    prodStmt: { producer: survey.conductor, fundAg: survey.sponsor },
    ...(releasedOn && { distStmt: { distDate: { '@date': releasedOn, '#': releasedOn } } }),
    verStmt: {
      version: {
        ...(releasedOn && { '@date': releasedOn }),
        '#': number === null ? 'draft' : String(number),
      },
      notes: release.contentHash,
    },
  };
}

function information({ survey, methods, result }: SurveyReleaseContent): Element {
  return {
    abstract: [methods.strategy, ...(result.notice ? [result.notice] : [])].join('\n'),
    sumDscr: {
      collDate: [
        { '@event': 'start', '@date': survey.fieldStartsOn, '#': survey.fieldStartsOn },
        { '@event': 'end', '@date': survey.fieldEndsOn, '#': survey.fieldEndsOn },
      ],
      nation: { '@abbr': 'VN', '#': 'Việt Nam' },
      anlyUnit: 'Người trả lời',
      universe: { '@clusion': 'I', '#': methods.population },
    },
  };
}

/** The eleven items where the standard has a place for each. */
function method({ methods, outcomes, result }: SurveyReleaseContent): Element {
  return {
    dataColl: {
      dataCollector: methods['sponsor-and-conductor'],
      sampProc: methods.sample,
      collMode: methods.modes,
      resInstru: methods.wording,
      collSitu: methods.dates,
      weight: methods.weighting,
      cleanOps: methods.processing,
    },
    notes: methods.limitations,
    anlyInfo: {
      ...(outcomes?.rates && { respRate: ratesText(outcomes.rates) }),
      EstSmpErr: methods['sizes-and-precision'],
      dataAppr: `${result.method.estimates}; ${result.method.statistics}; ${result.method.variance}`,
    },
  };
}

/** AAPOR's rates that are defined, in per cent. */
const ratesText = (rates: OutcomeRates): string =>
  Object.entries(rates)
    .flatMap(([name, rate]) =>
      name === 'e' || rate === null ? [] : [`${name} ${(100 * rate).toFixed(1)} %`],
    )
    .join('; ');

const FILE = 'F1';

function fileDescription({ variables, records, withheld }: PassedMicrodata): Element {
  const people = records.reduce((sum, one) => sum + one.people, withheld);
  return {
    '@ID': FILE,
    fileTxt: {
      fileName: microdataFile,
      fileCont: 'Mỗi dòng là một người trả lời. Không có quyền số: tệp mô tả những người đã trả lời.',
      dimensns: { caseQnty: people, varQnty: variables.length },
      fileType: { '@charset': 'UTF-8', '#': 'text/csv' },
      dataMsng: `Ô trống: không công bố để bảo vệ người trả lời (${withheld} người).`,
    },
  };
}

/** The variables of the file of records: how many stand in each category, as the file itself tells. */
function fileVariables({ variables, records }: PassedMicrodata): Element[] {
  return variables.map(({ key, label, levels }, place): Element => ({
    '@ID': `${FILE}_${key}`,
    '@name': key,
    '@files': FILE,
    '@intrvl': 'discrete',
    labl: label,
    catgry: levels.map((level) => ({
      catValu: level.key,
      labl: level.label,
      catStat: {
        '@type': 'freq',
        '#': records.reduce((sum, one) => (one.values[place] === level.key ? sum + one.people : sum), 0),
      },
    })),
  }));
}

/** Each variable once, by the first of its tables: shares of the population are the same in all of them. */
function shareVariables({ tables, representative }: AnalysisResult): Element[] {
  const first = new Map<string, SurveyTable>();
  for (const table of tables) if (!first.has(table.variable.key)) first.set(table.variable.key, table);
  return [...first.values()].map(({ variable, rows, people, shares, multiple }) => ({
    '@ID': `V_${variable.key}`,
    '@name': variable.key,
    '@intrvl': 'discrete',
    labl: variable.label,
    qstn: { qstnLit: variable.label },
    sumStat: figure({ '@type': 'vald' }, people.total.value),
    ...(multiple && { txt: 'Có thể chọn nhiều phương án' }),
    catgry: rows.map((row, i) => ({
      catValu: row.key,
      labl: row.label,
      catStat: [
        ...figure({ '@type': 'freq' }, people.rowTotals[i]!.value),
        ...figure(
          { '@type': 'percent', ...(representative && { '@wgtd': 'wgtd' }) },
          shares[i]!.value === null ? null : percentOf(shares[i]!.value!, shares[i]!.se),
        ),
      ],
    })),
  }));
}

/** Means and medians by the name of the standard, the others by their own; those of a domain say which. */
function numberVariables({ numbers, representative }: AnalysisResult): Element[] {
  return numbers.map(({ statistic: name, item, denominator, p, domain, base, estimate }, index) => {
    const type = p === 0.5 ? 'medn' : name === 'mean' ? 'mean' : 'other';
    const own = [name, p, denominator?.label].filter((part) => part !== null && part !== undefined).join(' ');
    return {
      '@ID': `N_${index + 1}`,
      '@name': item.key,
      '@intrvl': 'contin',
      labl: item.label,
      qstn: { qstnLit: item.label },
      ...(domain && { universe: domain.label }),
      sumStat: [
        ...figure({ '@type': 'vald' }, base.value),
        ...figure(
          {
            '@type': type,
            ...(type === 'other' && { '@otherType': own }),
            ...(representative && { '@wgtd': 'wgtd' }),
          },
          estimate.value,
        ),
      ],
    };
  });
}

/** A figure that is shown; what is withheld has no element. */
const figure = (attributes: Element, value: number | null): Element[] =>
  value === null ? [] : [{ ...attributes, '#': value }];
