import type { Appointment } from '#contracts/people';
import type { AppointmentEntity } from './appointment.entity.js';

export function toAppointment({ ord: _, ...appointment }: AppointmentEntity): Appointment {
  return appointment;
}
