/** Deliveries in numbers. */
import { metrics } from '@rolecall/telemetry';
import type { Clock } from '../ports.js';
import type { DeliveryContext } from './execution.js';

export const countDelivery =
  (clock: Clock): DeliveryContext['onDelivery'] =>
  ({ group, type, end, ms, at }) => {
    metrics.deliveriesTotal.inc({ group, type, end });
    if (end === 'dead') metrics.deadLettersTotal.inc({ group, type });
    if (end !== 'done' && end !== 'refused') return;
    metrics.deliverySeconds.observe({ group, type }, ms / 1000);
    if (at) metrics.deliveryLagSeconds.observe({ group }, Math.max(0, Date.parse(clock.now()) - Date.parse(at)) / 1000);
  };

export const countWait: DeliveryContext['onWait'] = ({ group, type, why }) => {
  metrics.consumerPausesTotal.inc({ group, why });
  metrics.deliveryRetriesTotal.inc({ group, type, why });
};

export const countUnknownFields: DeliveryContext['onUnknownFields'] = ({ group, type, count }) =>
  metrics.unknownFieldsTotal.inc({ group, type }, count);
