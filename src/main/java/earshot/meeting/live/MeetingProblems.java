package earshot.meeting.live;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;

/// Why a command about a meeting is refused.
final class MeetingProblems {
    private MeetingProblems() {}

    static ProblemException unknown(MeetingId meeting) {
        return about(ProblemCode.MEETING_UNKNOWN, meeting);
    }

    static ProblemException noSentence(MeetingId meeting, long number) {
        return new ProblemException(Problem.of(ProblemCode.MEETING_SENTENCE_UNKNOWN, new ProblemSubject.Meeting(meeting), number, meeting));
    }

    static ProblemException device(ProblemCode code, DeviceId device) {
        return new ProblemException(Problem.of(code, new ProblemSubject.Device(device), device));
    }

    static ProblemException about(ProblemCode code, MeetingId meeting) {
        return new ProblemException(Problem.of(code, new ProblemSubject.Meeting(meeting), meeting));
    }
}
