import { emptyPatient, type Patient } from '../../population/patient.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import type { PatientCourse } from '../mechanistic/patient-course.ts';

/** A participant who is followed through the periods side by side with others, and what has become of them so far; reused from participant to participant. */
export class FollowedParticipant {
  readonly patient: Patient = emptyPatient();
  /** Why they left the trial, a position in `withdrawalReasons`; 0 while they are in it. */
  reason = 0;
  /** Hours by which the periods to come are later than planned. */
  delay = 0;
  /** Periods in which treatment was given. */
  given = 0;
  /** Score before the first period, where later periods wait for it. */
  firstBaseline = NaN;

  constructor(
    readonly course: PatientCourse,
    readonly streams: ParticipantStreams,
  ) {}

  /** Begins the trial of another participant. */
  enter(): void {
    this.reason = 0;
    this.delay = 0;
    this.given = 0;
    this.firstBaseline = NaN;
  }

  get isInTrial(): boolean {
    return this.reason === 0;
  }
}
