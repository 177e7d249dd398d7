/** Lint rules of this repository, loaded by .oxlintrc.json. */

const relative = ({ cwd, filename }) =>
  filename.startsWith(cwd) ? filename.slice(cwd.length + 1) : filename;

/** A variable of a module lives as long as the process and is seen by every request and every test in it. */
const noModuleState = {
  create: (context) => ({
    Program({ body }) {
      for (const statement of body) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declaration?.type !== 'VariableDeclaration' || !['let', 'var'].includes(declaration.kind))
          continue;
        context.report({
          node: declaration,
          message: 'State that changes belongs to an object, not to a module.',
        });
      }
    },
  }),
};

const VAGUE = /(^|[/.-])(utils?|helpers?|commons?|shared)([/.-]|$)/;

/** A file is named after what is in it. */
const noVagueFileNames = {
  create: (context) => ({
    Program(node) {
      const [, , name] = VAGUE.exec(relative(context)) ?? [];
      if (name) context.report({ node, message: `“${name}” says nothing of what is in here.` });
    },
  }),
};

const CEREMONY = /^I[A-Z][a-z]|Impl$|Manager$/;

/** A type is named after what it stands for, not after being an interface or an implementation. */
const noCeremonialTypeNames = {
  create(context) {
    const check = ({ id }) => {
      if (id && CEREMONY.test(id.name))
        context.report({ node: id, message: `${id.name}: no I…, …Impl, …Manager.` });
    };
    return {
      ClassDeclaration: check,
      TSInterfaceDeclaration: check,
      TSTypeAliasDeclaration: check,
      TSEnumDeclaration: check,
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: {
    'no-module-state': noModuleState,
    'no-vague-file-names': noVagueFileNames,
    'no-ceremonial-type-names': noCeremonialTypeNames,
  },
};
