// A machine whose clock says something else: for a program that is started as a process, so that it begins on the same day each time.

/** Node options under which `Date` begins at this instant and goes on from there. `machineDate`: ISO 8601 with its offset. */
export function machineTimeFrom(machineDate: string): readonly string[] {
  const shiftMs = Date.parse(machineDate) - Date.now();
  const module = `
    const Machine = Date, now = Machine.now.bind(Machine), shiftMs = ${shiftMs};
    globalThis.Date = class Date extends Machine {
      constructor(...given) { given.length === 0 ? super(now() + shiftMs) : super(...given); }
      static now() { return now() + shiftMs; }
    };`;
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
}
