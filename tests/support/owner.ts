// One panel, pressed and picked from in turn, as an owner does.
import type { MessageView } from '../../src/platforms/local/view.ts';
import type { Playground } from './rapport.ts';
import { DAILY, formOf } from './world.ts';
import type { Speaker } from './world.ts';

export interface Owner {
  /** Types the command and reads the panel. */
  opens(command: '/daily setup' | '/daily list', place?: Parameters<Speaker['types']>[2]): Promise<MessageView>;
  presses(label: string): Promise<MessageView>;
  picks(option: string | readonly string[], from?: string): Promise<MessageView>;
  /** Opens a form with a button and fills it in. */
  fills(label: string, values: Readonly<Record<string, string>>): Promise<MessageView>;
  /** The panel as it stands. */
  panel(): MessageView;
}

export function ownerOf(playground: Pick<Playground, 'after' | 'settle'>, speaker: Speaker): Owner {
  let panel: MessageView | null = null;
  const standing = (): MessageView => {
    if (panel === null) throw new Error('no panel is open');
    return panel;
  };
  const shows = async (interaction: ReturnType<Speaker['types']>): Promise<MessageView> => {
    const answered = await playground.after(interaction, speaker);
    const isPanel = panel === null || answered.id === panel.id;
    if (isPanel) panel = answered;
    return answered;
  };
  return {
    async opens(command, place = DAILY) {
      panel = null;
      return shows(speaker.types(command, undefined, place));
    },
    presses: (label) => shows(speaker.presses(standing(), label)),
    picks: (option, from) => shows(speaker.picks(standing(), option, from)),
    async fills(label, values) {
      return shows(speaker.submits(formOf(await speaker.presses(standing(), label)), values));
    },
    panel: standing,
  };
}
