// /daily setup and /daily list: how they begin, and all that can be pressed on their panels.
import type { Handler, Request } from '../core/request.ts';
import { beginPlan, leftDraft } from './draft.ts';
import type { SetupParts } from './parts.ts';
import { draftHandlers } from './draft-handlers.ts';
import { drawPanel, leftHalf } from './panel.ts';
import { planHandlers } from './plan-handlers.ts';
import { drawPlans } from './plan-list.ts';
import { postHandlers } from './post-handlers.ts';
import { startHandlers } from './start-handlers.ts';

export interface Setup {
  /** A new plan, or what this owner left half set up. */
  begin(request: Request): Promise<void>;
  list(request: Request): Promise<void>;
  readonly handlers: readonly Handler[];
}

export function createSetup(parts: SetupParts): Setup {
  return {
    async begin(request) {
      await parts.staff.require(request, 'owner');
      const left = await leftDraft(parts.database.db, request, null);
      if (left !== null) return request.private(await drawPanel(parts, request, left, 'when', [leftHalf(request)]));
      const { draft, said } = await beginPlan(parts, request);
      await request.private(await drawPanel(parts, request, draft, 'when', said));
    },
    async list(request) {
      await parts.staff.require(request, 'owner');
      await request.private(await drawPlans(parts, request, 0));
    },
    handlers: guarded(parts, [...draftHandlers(parts), ...startHandlers(parts), ...planHandlers(parts), ...postHandlers(parts)]),
  };
}

/** A panel outlives the rank of who was shown it, so each press and each form asks anew. */
function guarded({ staff }: SetupParts, handlers: readonly Handler[]): readonly Handler[] {
  return handlers.map((handler) => ({
    definition: handler.definition,
    async run(request, id, given) {
      await staff.require(request, 'owner');
      await handler.run(request, id, given);
    },
    async validate(request, id, fields) {
      // Whether they may is said once the form has closed.
      return (await staff.may(request, 'owner')) ? handler.validate(request, id, fields) : null;
    },
  }));
}
