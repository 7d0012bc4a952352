package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.Meeting.EndCause;
import earshot.wire.MeetingMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Finalizing a meeting.
class FinalizeTest {
    private final MeetingFixture meetingFixture = new MeetingFixture();
    private final MeetingFixture.ConnectionFake badge = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:01"));

    @Test
    @DisplayName("section 11: finalize is acknowledged at once, whatever the model, the recogniser and the disk do")
    void finalizeIsAcknowledgedBeforeItReturns() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.lastWords = new CompletableFuture<>();
        long started = meetingFixture.time.now().toEpochMilli();
        badge.meetingParticipation.begin();
        meetingFixture.meetingStore.hold();
        badge.say("One.");
        badge.say("Two.");
        badge.say("Two!");

        badge.meetingParticipation.finish(EndCause.MESSAGE);

        assertThat(badge.received).containsExactly(new MeetingMessage.FinalizeAck(MeetingId.of(badge.session), started, 2));
        assertThat(badge.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.FINALIZING);
    }

    @Test
    void everythingHappensInItsOrder() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(LiveMeeting.class)).addAppender(log);
        badge.say("One.");
        meetingFixture.advance(20);
        badge.received.clear();

        badge.meetingParticipation.finish(EndCause.MODE_END);
        over();
        await().until(() -> meetingFixture.ended.size() == 1);

        assertThat(badge.received)
            .extracting(word -> word instanceof MeetingMessage.Progress progress ? progress.stage().wireName() : word.getClass().getSimpleName())
            .containsExactly("FinalizeAck", "prepare", "llm_start", "llm_done", "done", "Summary", "Transcript");
        assertThat(badge.acts).containsExactly("last words", "dismissed");
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).filteredOn(line -> line.contains(badge.session.value()))
            .map(line -> line.replaceFirst("meeting \\S+: ", ""))
            .containsSubsequence("finalize request (a device left the meeting mode)", "send ack", "stop timers done", "ended");
        for (EndCause cause : EndCause.values()) {
            assertThat(EventText.of(EventCode.MEETING_FINALIZE, cause.reason()).in(Locale.SIMPLIFIED_CHINESE)).as(cause.name()).matches("请求结束会议（\\p{IsHan}+）");
        }
        MeetingTranscript kept = meetingFixture.meetingStore.stored(badge.id());
        assertThat(kept.meeting().lifecycle()).isEqualTo(Meeting.Lifecycle.ENDED);
        assertThat(kept.meeting().endedAt()).contains(meetingFixture.time.now());
        assertThat(kept.meeting().title()).isEqualTo("summary 1");
        assertThat(kept.summary().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(kept.metrics()).isPresent();
        assertThat(meetingFixture.ended.getFirst().summary()).isPresent();
        assertThat(meetingFixture.meetings.running().get()).isEmpty();
    }

    @Test
    @DisplayName("section 11: no transcript is pushed for 30 s after finalize")
    void nothingIsPushedAfterFinalize() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        meetingFixture.advance(30);
        assertThat(badge.heard(MeetingMessage.Transcript.class)).isEmpty();

        meetingFixture.minutes.gate.countDown();
        over();
        badge.received.clear();
        meetingFixture.advance(3_600);

        assertThat(badge.received).isEmpty();
    }

    @Test
    void whatWaitsIsMergedAndWhatWasHeardLastIsInTheMinutes() {
        badge.lastWords = new CompletableFuture<>();
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.PHRASE);
        assertThat(meetingFixture.meetings.running().get().getFirst().phase()).contains(LiveMeetingStatus.FinalizePhase.RECOGNIZING);
        badge.meetingParticipation.addRecognized(new RecognizedSentence("The very last.", Optional.empty(), meetingFixture.time.now(), Optional.empty()));
        badge.lastWords.complete(null);
        over();

        assertThat(meetingFixture.minutes.asked.getLast()).extracting(MeetingSentence::text).containsExactly("One.", "The very last.");
        assertThat(badge.lines()).containsExactly("One.", "The very last.");
        assertThat(meetingFixture.meetingStore.stored(badge.id()).countedSentences()).extracting(MeetingSentence::status)
            .containsOnly(MeetingSentence.Status.MERGED);
    }

    @Test
    void aRecognizerThatHangsDoesNotHoldTheMinutesUpForEver() {
        badge.lastWords = new CompletableFuture<>();
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        await().until(() -> badge.acts.contains("last words"));
        await().until(() -> {
            meetingFixture.advance(30);
            return badge.meetingParticipation.state() == MeetingParticipation.IntakeState.ENDED;
        });
        badge.meetingParticipation.addRecognized(new RecognizedSentence("Too late.", Optional.empty(), meetingFixture.time.now(), Optional.empty()));

        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("One.");
    }

    @Test
    @DisplayName("section 11: a repeated finalize is answered at once by the same summary")
    void repeatsGetTheLastSummary() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        badge.meetingParticipation.finish(EndCause.MODE_END);
        badge.meetingParticipation.finish(EndCause.PHRASE);
        meetingFixture.minutes.gate.countDown();
        over();
        assertThat(meetingFixture.minutes.asked).hasSize(1);
        assertThat(badge.summaries()).extracting(MeetingMessage.Summary::idempotent).containsExactly(false, true, true);

        badge.received.clear();
        badge.meetingParticipation.finish(EndCause.MESSAGE);

        assertThat(badge.received).hasSize(2);
        assertThat(badge.heard(MeetingMessage.FinalizeAck.class)).singleElement().matches(ack -> ack.pending() == 0 && ack.startedAt() > 0);
        assertThat(badge.summaries()).singleElement().matches(again -> again.idempotent() && again.title().equals("summary 1"));
        assertThat(meetingFixture.minutes.asked).hasSize(1);
    }

    @Test
    void manyThatAskAtOnceHaveItComputedOnce() throws Exception {
        badge.say("One.");
        List<Thread> all = IntStream.range(0, 50).mapToObj(_ -> Thread.ofVirtual().start(() -> badge.meetingParticipation.finish(EndCause.MESSAGE))).toList();
        for (Thread one : all) {
            one.join();
        }
        over();
        await().until(() -> badge.summaries().size() == 50);

        assertThat(meetingFixture.minutes.asked).hasSize(1);
        assertThat(badge.heard(MeetingMessage.FinalizeAck.class)).hasSize(50);
        assertThat(badge.summaries().stream().filter(MeetingMessage.Summary::idempotent)).hasSize(49);
    }

    @Test
    void snippetsThatComeTooLateAreAcknowledgedAndIgnored() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        badge.say("Two.");
        meetingFixture.minutes.gate.countDown();
        over();
        badge.say("Three.");

        assertThat(badge.heard(MeetingMessage.SnippetOk.class)).hasSize(3);
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("One.");
    }

    @Test
    void aSecondMeetingOnAConnectionHasAnIdOfItsOwn() {
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();
        MeetingId first = badge.id();
        meetingFixture.advance(10);
        badge.received.clear();

        badge.meetingParticipation.begin();
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(first).isEqualTo(MeetingId.of(badge.session));
        assertThat(badge.id()).isNotEqualTo(first);
        assertThat(badge.heard(MeetingMessage.FinalizeAck.class)).singleElement().matches(ack -> ack.meeting().equals(badge.id()) && ack.pending() == 1);
        assertThat(badge.summaries()).singleElement().matches(summary -> !summary.idempotent());
        assertThat(meetingFixture.meetingStore.texts(first)).containsExactly("One.");
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("One.");
    }

    @Test
    void aMeetingIsLongerThanItsShortestAndOneInWhichNothingWasSaidHasASummary() {
        badge.meetingParticipation.begin();
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(badge.summaries()).singleElement().matches(summary -> summary.duration().equals(Duration.ofSeconds(5)) && summary.segments() == 0);
        assertThat(badge.heard(MeetingMessage.Transcript.class)).singleElement().matches(lines -> lines.total() == 0);
    }

    @Test
    void whoFinishesWhatNeverBeganIsAnsweredNonetheless() {
        badge.meetingParticipation.finish(EndCause.MESSAGE);

        assertThat(badge.received.getFirst()).isEqualTo(new MeetingMessage.FinalizeAck(MeetingId.of(badge.session), 0, 0));
        assertThat(badge.summaries()).singleElement().matches(summary -> summary.title().equals(Summary.UNTITLED));
        assertThat(meetingFixture.meetings.meetings().get()).isEmpty();
    }

    @Test
    void aMeetingOfSeveralDevicesEndsForAllWhenOneEndsIt() {
        meetingFixture.change(s -> MeetingFixture.with(s, s.intervals().push(), s.resumeLimit(), earshot.meeting.MeetingSettings.Join.GROUP));
        MeetingFixture.ConnectionFake second = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:02"));
        MeetingFixture.ConnectionFake stranger = meetingFixture.connect(new DeviceId("ff:ff:ff:00:00:01"));
        badge.meetingParticipation.begin();
        second.meetingParticipation.begin();
        stranger.meetingParticipation.begin();
        assertThat(second.id()).isEqualTo(badge.id());
        assertThat(stranger.id()).isNotEqualTo(badge.id());
        badge.say("One.");
        second.say("Two.");

        second.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(badge.summaries()).hasSize(1);
        assertThat(second.summaries()).hasSize(1);
        assertThat(badge.acts).contains("last words", "dismissed");
        assertThat(second.acts).contains("last words", "dismissed");
        assertThat(badge.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.ENDED);
        assertThat(stranger.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.COLLECTING);
        assertThat(meetingFixture.meetingStore.stored(badge.id()).meeting().devices()).containsExactly(badge.device, second.device);
    }

    @Test
    void aMinuteTakerThatFailsLeavesASummaryNonetheless() {
        meetingFixture.minutes.gate = null;
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(badge.summaries()).singleElement().matches(summary -> summary.title().equals(Summary.UNTITLED) && summary.segments() == 1);
    }

    @Test
    void theDiskThatRefusesTheSummaryKeepsItFromNobody() {
        badge.say("One.");
        meetingFixture.meetingStore.refuse(true);
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(badge.summaries()).hasSize(1);
        assertThat(meetingFixture.problems).isNotEmpty();
    }

    @Test
    void whatTheDiskRefusedAtTheEndIsKeptWhenThereIsRoomAgain() {
        badge.say("One.");
        MeetingId id = badge.id();
        meetingFixture.meetingStore.refuse(true);
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();
        assertThat(meetingFixture.ended).isEmpty();
        meetingFixture.meetingStore.refuse(false);
        await().until(() -> {
            meetingFixture.time.advance(MeetingFinalizer.SAVE_RETRY_DELAY);
            return !meetingFixture.ended.isEmpty();
        });

        assertThat(meetingFixture.meetingStore.read(id).join().orElseThrow())
            .matches(kept -> kept.summary().isPresent() && kept.meeting().lifecycle() == Meeting.Lifecycle.ENDED);
        assertThat(meetingFixture.problems).isEmpty();
        assertThat(badge.summaries()).hasSize(1);
    }

    private void over() {
        await().until(() -> badge.meetingParticipation.state() == MeetingParticipation.IntakeState.ENDED && badge.acts.contains("dismissed"));
    }

    @Test
    @DisplayName("2.16: a badge reads its own id in a transcript, and the other devices of the meeting by number")
    void aTranscriptNamesNoOtherDevice() {
        meetingFixture.change(s -> MeetingFixture.with(s, s.intervals().push(), s.resumeLimit(), earshot.meeting.MeetingSettings.Join.GROUP));
        MeetingFixture.ConnectionFake second = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:02"));
        badge.meetingParticipation.begin();
        second.meetingParticipation.begin();
        badge.say("先看预算。");
        second.say("好的，开始吧。");
        second.say("王工", "我来讲。");
        meetingFixture.advance(15);

        assertThat(speakers(badge)).containsExactly(badge.device.value(), "device-2", "王工");
        assertThat(speakers(second)).containsExactly("device-1", second.device.value(), "王工");
    }

    private static List<String> speakers(MeetingFixture.ConnectionFake reader) {
        return reader.heard(MeetingMessage.Transcript.class).getLast().segments().stream().map(MeetingMessage.TranscriptSegment::speakerId).toList();
    }
}
