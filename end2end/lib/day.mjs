// Days as the phone of a story counts them. The machine that runs the stories may be in another day: between midnight in
// London and midnight at UTC it is, all summer long.

/** Where every device of a story is. */
export const zone = 'Europe/London';

/** As a date field has it: 2026-11-29. */
export const isoDay = (date) => date.toLocaleDateString('en-CA', { timeZone: zone });

/** As the app says it: 29 November. */
export const dayInWords = (date) => date.toLocaleDateString('en-GB', { timeZone: zone, day: 'numeric', month: 'long' });
