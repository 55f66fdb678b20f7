/** Scene 5: the hard part. A process is killed after the acceptance; a hire is made, and reversed. */
import type { Play } from '../cast.ts';
import { Person } from '../person.ts';
import { until } from '../until.ts';

export async function hardPart(play: Play): Promise<void> {
  await play.stage.scene(5, 'The hard part', 'Accepted, then the offer service is killed; a hire, and a hire taken back.');
  await killedAfterAcceptance(play);
  await hired(play);
  await reversed(play);
}

/** Killed between the commit and its publication, as it may be; asked again, it gives the same answer. */
async function killedAfterAcceptance(play: Play): Promise<void> {
  const { stage, system, entrance, watch, cast, candidates } = play;
  const { lena } = candidates;
  const her = await Person.of(entrance, stage, play.org, 'Lena', 'candidate');
  const ofLena = `/v1/offers/${lena.offerId}`;
  await her.does('opened version 2', 'offer', `${ofLena}/open`, { version: 2 });
  await her.does('accepted it', 'offer', `${ofLena}/accept`, { version: 2 }, { 'idempotency-key': `accept-${lena.offerId}` });
  const { pid } = system.services.offer;
  await system.services.offer.kill();
  await stage.said('In that moment the offer service is killed', `SIGKILL · process ${pid} · no goodbye`);
  const away = await cast.mara.sees('screening', `/v1/applications/${lena.applicationId}`);
  await stage.note(`the others go on: screening answers, and shows Lena as ${away.status}`);
  const started = performance.now();
  await system.services.offer.start();
  await stage.said('It starts again', `process ${system.services.offer.pid} · ready after ${Math.round(performance.now() - started)} ms`);
  const again = await her.does(
    'is not sure whether it went through, and sends it again',
    'offer',
    `${ofLena}/accept`,
    { version: 2 },
    { 'idempotency-key': `accept-${lena.offerId}` },
  );
  const accepted = await watch.event('offer.accepted.v1', ({ offerId }) => offerId === lena.offerId);
  await stage.said(
    'Her one acceptance arrived, once',
    `${accepted.type} · offer · number ${accepted.sequence} of the offer’s story`,
    `the same answer as before: ${again.body.happened.join(', ')}`,
  );
  await watch.event('application.pre-hire-begun.v1', ({ applicationId }) => applicationId === lena.applicationId);
  const committed = await watch.event('requisition.seat-committed.v1', ({ offerId }) => offerId === lena.offerId);
  await stage.said('The seat is committed', `${committed.type} · requisition`);
}

async function hired({ stage, watch, cast, candidates }: Play): Promise<void> {
  const { mara } = cast;
  const { lena, aiko, omar, jon } = candidates;
  const ofLena = `/v1/offers/${lena.offerId}`;
  const today = new Date().toISOString().slice(0, 10);
  await mara.does('moved the start date: to today, for this demo', 'offer', `${ofLena}/change-start-date`, { startDate: today });
  await watch.event('application.start-date-moved.v1', ({ applicationId }) => applicationId === lena.applicationId);
  await mara.does(
    'cleared the background check: everything is cleared, Lena is hired',
    'screening',
    `/v1/applications/${lena.applicationId}/clear-contingency`,
    { kind: 'background_check' },
  );
  const filled = await watch.event('requisition.filled.v1');
  await stage.said('The last seat is filled, and with it the requisition', `${filled.type} · requisition · reacts to application.hired.v1`);
  for (const other of [aiko, jon, omar])
    await watch.event('application.closing-announced.v1', ({ applicationId }) => applicationId === other.applicationId);
  const told = await watch.event('application.closing-announced.v1', ({ applicationId }) => applicationId === omar.applicationId);
  await stage.said(
    'Nobody is closed by a machine today: Mara has a task for each of the rest, and five working days',
    `3 × ${told.type} · screening · a sweep, in steps`,
  );
}

async function reversed(play: Play): Promise<void> {
  const { stage, watch, cast, candidates } = play;
  const { mara } = cast;
  const { lena, aiko, jon, omar } = candidates;
  await mara.does(
    'recorded that Lena did not come on day one: hire reversed, no show',
    'screening',
    `/v1/applications/${lena.applicationId}/reverse-hire`,
    { reason: 'no_show' },
  );
  const reopened = await watch.event('requisition.reopened.v1');
  const released = await watch.event('requisition.seat-released.v1', ({ offerId }) => offerId === lena.offerId);
  await stage.said(
    'The seat is open again, and so is the search',
    `${released.type} + ${reopened.type} · requisition · reacts to application.hire-reversed.v1`,
  );
  const reneged = await watch.event('offer.reneged.v1', ({ offerId }) => offerId === lena.offerId);
  await watch.event('requisition.offer-ended.v1', ({ offerId }) => offerId === lena.offerId);
  await stage.said('Her offer is over too', `${reneged.type} · offer · reacts to application.hire-reversed.v1`);
  for (const other of [aiko, jon, omar])
    await watch.event('application.closing-lifted.v1', ({ applicationId }) => applicationId === other.applicationId);
  const { counts } = await until(async () => {
    const seats = await mara.sees('requisition', `/v1/requisitions/${play.requisitionId}/seats`);
    return seats.counts.open === 1 && seats;
  }, 'the seat is open');
  await stage.note(`seats: ${counts.approved} approved, ${counts.open} open; the tasks of the rest are lifted`);
}
