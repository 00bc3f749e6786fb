import tseslint from 'typescript-eslint';

/**
 * One direction of imports: domain <- functions <- lib (by file path only), domain <- web <- functions,
 * and local reads cdk.out, importing none of lib, functions, web or domain.
 */
const forbidden = {
  domain: ['bin', 'lib', 'functions', 'web', 'local'],
  web: ['bin', 'lib', 'functions', 'local'],
  functions: ['bin', 'lib', 'local'],
  lib: ['bin', 'functions', 'web', 'domain', 'local'],
  local: ['bin', 'lib', 'functions', 'web', 'domain'],
};

const directions = Object.entries(forbidden).map(([room, others]) => ({
  files: [`${room}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${others.join('|')})/`,
            message: `${room}/ may not import from ${others.map((other) => `${other}/`).join(', ')} (see the rooms in README.md).`,
          },
          ...(room === 'domain'
            ? [
                {
                  regex: '^(node:(?!crypto$)|@aws-sdk/|@middy/|hono|sanitize-html)',
                  message: 'domain/ is pure: no AWS, no I/O.',
                },
              ]
            : []),
        ],
      },
    ],
  },
}));

/** The desk knows the shapes of what the API answers, and takes no code of it into browsers. */
const shapes = [
  { regex: '^(\\.\\./)+functions/shared/http/', allowTypeImports: true, message: 'web/desk may import the types of functions/shared/http/ only.' },
  { regex: '^(\\.\\./)+(bin|lib|local|functions/(?!shared/http/))', message: 'web/desk may not import from there (see the rooms in README.md).' },
];
const shapesOnly = {
  files: ['web/desk/**/*.{ts,tsx}'],
  rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-restricted-imports': ['error', { patterns: shapes }] },
};

/** A screen is a chunk of its own: what two of them need lies beside them. */
const screensApart = {
  files: ['web/desk/screens/*/*.{ts,tsx}'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [...shapes, { regex: '^\\.\\./[a-z]|/screens/', message: 'A screen imports nothing of another screen: what both need goes to components/, editor/ or api/.' }] },
    ],
  },
};

/** Time comes in with the event: no rule reads a clock or the environment. */
const pureDomain = {
  files: ['domain/**/*.ts'],
  rules: {
    'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
    'no-restricted-syntax': [
      'error',
      { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time comes in with the event.' },
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes in with the event.' },
    ],
  },
};

/** A call without an answer must not eat a function's whole time. */
const patientClients = {
  files: ['functions/**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: "NewExpression[callee.name=/Client$/]:not(:has(> CallExpression[callee.name='patience'])):not(:has(ObjectExpression > SpreadElement > CallExpression[callee.name='patience']))",
        message: 'An SDK client is made with patience() (functions/shared/patience.ts): it has no time limit of its own.',
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['node_modules', 'cdk.out', 'build', '.fabu', 'coverage', '**/*.js', '!eslint.config.js'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['tests/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' } },
  // The contract's tables, written down case by case.
  { files: ['tests/model/**/*.ts'], rules: { complexity: ['error', 26] } },
  ...directions,
  shapesOnly,
  screensApart,
  pureDomain,
  patientClients,
);
