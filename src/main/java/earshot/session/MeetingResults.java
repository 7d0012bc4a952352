package earshot.session;

import module java.base;

import earshot.asr.Hallucination;
import earshot.asr.RecognitionResult;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.live.RecognizedSentence;
import earshot.meeting.transcription.MeetingTranscriber;
import earshot.meeting.transcription.MeetingUtterance;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.wire.OutboundMessage;

/// Takes the transcripts of one meeting from the transcriber's thread to that of the connection, in order, and tells the device and people of them.
///
/// @param receiver called on the thread of the connection
record MeetingResults(SessionServices services, ConnectionContext context, SerialTaskQueue tasks, Receiver receiver)
    implements MeetingTranscriber.TranscriptionListener {
    /// Puts what was said into the meeting.
    interface Receiver {
        /// That of the connection now.
        Optional<MeetingId> meeting();

        /// @param sentences of one utterance
        /// @param text of all of it
        void said(List<RecognizedSentence> sentences, String text);

        /// A text was recognized that nobody said.
        void dropped();

        /// @param gap stands for what could not be recognized
        void lost(RecognizedSentence gap);
    }

    @Override
    public void transcribed(MeetingUtterance utterance, RecognitionResult result, Optional<Span> span) {
        tasks.run(() -> {
            if (result.text().isBlank()) {
                logEvent(Severity.INFO, EventText.of(EventCode.MEETING_NO_WORDS, seconds(utterance.sound().duration())));
                return;
            }
            context.send(new OutboundMessage.Transcription(result.text(), utterance.end().toEpochMilli(), context.sessionId()));
            receiver.said(RecognizedSentences.of(utterance, result, span), result.text());
        });
    }

    @Override
    public void dropped(Hallucination hallucination) {
        tasks.run(() -> {
            new DroppedTextReporter(services, context.deviceId()).report(hallucination);
            receiver.dropped();
        });
    }

    @Override
    public void gap(Instant begin, Duration length, String reason, Optional<Span> span) {
        tasks.run(() -> {
            logEvent(Severity.WARNING, EventText.of(EventCode.MEETING_GAP, seconds(length), services.logText().format(reason)));
            services.problems()
                .raise(Problem.of(ProblemCode.MEETING_SPEECH_LOST,
                    receiver.meeting().<ProblemSubject>map(ProblemSubject.Meeting::new).orElseGet(() -> new ProblemSubject.Device(context.deviceId())),
                context.deviceId(), seconds(length), services.logText().format(reason)));
            receiver.lost(
                new RecognizedSentence("[%tT · %s s · …]".formatted(begin.atZone(ZoneId.systemDefault()), seconds(length)), Optional.empty(), begin, span));
        });
    }

    private void logEvent(Severity severity, EventText text) {
        services.events().log(context.deviceId(), "meeting", severity, text);
    }

    private static long seconds(Duration length) {
        return Math.max(1, Math.round(length.toMillis() / 1000.0));
    }
}
