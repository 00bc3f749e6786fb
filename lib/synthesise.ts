import { App, Validations } from 'aws-cdk-lib/core';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleDesk } from './build/bundle-desk.ts';
import { bundleHandlers } from './build/bundle-handlers.ts';
import { hashAssets } from './build/hash-assets.ts';
import { FabuStack } from './fabu-stack.ts';
import { handlerNames } from './handlers.ts';
import { stageNamed, type Stage } from './stages.ts';
import { WebAclStack } from './web-acl.ts';

const repository = join(import.meta.dirname, '..');

export interface SynthesisOptions {
  /** A stage of lib/stages.ts, by name or whole. */
  readonly stage: string | Stage;
  /** The cloud assembly: template, bundles and assets. */
  readonly outdir: string;
  /** For bundles and assets on their way into the assembly; by default a folder of this run's own, since two may run at once. */
  readonly build?: string;
  /** Where the handlers lie, in rooms. */
  readonly functions?: string;
  /** The portal's stylesheet; its script lies beside it. */
  readonly stylesheet?: string;
  /**
   * CDK's own check of the template against CloudFormation's schemas: 2.5 s that are left out by default
   * on the laptop, whose template is never deployed. Tests switch it on.
   */
  readonly schemaCheck?: boolean;
}

/**
 * Bundles the handlers and writes the cloud assembly of one stage. Throws when the stage, a handler, a variable or a
 * configuration key is wrong, or when cdk-nag finds something that nobody has given a reason for.
 */
export async function synthesise(options: SynthesisOptions): Promise<void> {
  const build = options.build ?? mkdtempSync(join(tmpdir(), 'fabu-build-'));
  try {
    (await assemble({ ...options, build })).synth();
  } finally {
    if (options.build === undefined) rmSync(build, { recursive: true, force: true });
  }
}

/** Everything but the last step: the constructs, and the checks that synthesis will run over them. */
export async function assemble(options: SynthesisOptions & { readonly build: string }): Promise<App> {
  const {
    build,
    functions = join(repository, 'functions'),
    stylesheet = join(repository, 'web', 'portal', 'portal.css'),
  } = options;
  const stage = typeof options.stage === 'string' ? stageNamed(options.stage) : options.stage;
  const assets = join(build, 'assets');
  const bundles = join(build, 'handlers');
  const hashedStylesheet = hashAssets(stylesheet, assets);
  const desk = join(build, 'desk');
  await Promise.all([
    bundleHandlers({ functions, output: bundles, expected: handlerNames }),
    bundleDesk({ source: join(repository, 'web', 'desk'), output: desk }),
  ]);
  const app = new App({
    outdir: options.outdir,
    context: featureFlags,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: options.schemaCheck ?? stage.name !== 'laptop',
  });
  const webAcl = stage.configuration.webAcl === undefined ? undefined : new WebAclStack(app, `FabuEdge-${stage.name}`, stage);
  const main = new FabuStack(app, `Fabu-${stage.name}`, { stage, handlers: bundles, assets, desk, stylesheet: hashedStylesheet, webAclArn: webAcl?.arn });
  if (webAcl !== undefined) main.addStackDependency(webAcl, 'its distribution names the web ACL');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
