package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.meeting.Meeting;
import earshot.meeting.Running;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.meeting.live.Seat.Cause;
import earshot.wire.MeetingWord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Finalizing a meeting.
class FinalizeTest {
    private final Room room = new Room();
    private final Room.Guest badge = room.guest("a0:b1:c2:00:00:01");

    @Test
    @DisplayName("section 11: finalize is acknowledged at once, whatever the model, the recogniser and the disk do")
    void finalizeIsAcknowledgedBeforeItReturns() {
        room.minutes.gate = new CountDownLatch(1);
        badge.lastWords = new CompletableFuture<>();
        long started = room.time.now().toEpochMilli();
        badge.seat.begin();
        room.book.hold();
        badge.say("One.");
        badge.say("Two.");
        badge.say("Two!");

        badge.seat.finish(Cause.MESSAGE);

        assertThat(badge.received).containsExactly(new MeetingWord.FinalizeAck(badge.session, started, 2));
        assertThat(badge.seat.state()).isEqualTo(Seat.State.FINALIZING);
    }

    @Test
    void everythingHappensInItsOrder() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(LiveMeeting.class)).addAppender(log);
        badge.say("One.");
        room.advance(20);
        badge.received.clear();

        badge.seat.finish(Cause.MODE_END);
        over();

        assertThat(badge.received).extracting(word -> word instanceof MeetingWord.Progress progress ? progress.stage() : word.getClass().getSimpleName())
            .containsExactly("FinalizeAck", "prepare", "llm_start", "llm_done", "done", "Summary", "Transcript");
        assertThat(badge.acts).containsExactly("last words", "dismissed");
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).filteredOn(line -> line.contains(badge.session))
            .map(line -> line.replaceFirst("meeting \\S+: ", "")).containsSubsequence("finalize request (mode_end)", "send ack", "stop timers done", "ended");
        Transcript kept = room.book.kept(badge.id());
        assertThat(kept.meeting().state()).isEqualTo(Meeting.State.ENDED);
        assertThat(kept.meeting().endedAt()).contains(room.time.now());
        assertThat(kept.meeting().title()).isEqualTo("summary 1");
        assertThat(kept.summary().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(kept.metrics()).isPresent();
        await().until(() -> room.ended.size() == 1);
        assertThat(room.ended.getFirst().summary()).isPresent();
        assertThat(room.meetings.running().get()).isEmpty();
    }

    @Test
    @DisplayName("section 11: no transcript is pushed for 30 s after finalize")
    void nothingIsPushedAfterFinalize() {
        room.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        room.advance(30);
        assertThat(badge.heard(MeetingWord.Transcript.class)).isEmpty();

        room.minutes.gate.countDown();
        over();
        badge.received.clear();
        room.advance(3_600);

        assertThat(badge.received).isEmpty();
    }

    @Test
    void whatWaitsIsMergedAndWhatWasHeardLastIsInTheMinutes() {
        badge.lastWords = new CompletableFuture<>();
        badge.say("One.");
        badge.seat.finish(Cause.PHRASE);
        assertThat(room.meetings.running().get().getFirst().phase()).contains(Running.Phase.RECOGNISING);
        badge.seat.heard("The very last.", room.time.now(), Optional.empty());
        badge.lastWords.complete(null);
        over();

        assertThat(room.minutes.asked.getLast()).extracting(Segment::text).containsExactly("One.", "The very last.");
        assertThat(badge.lines()).containsExactly("One.", "The very last.");
        assertThat(room.book.kept(badge.id()).counting()).extracting(Segment::status).containsOnly(Segment.Status.MERGED);
    }

    @Test
    void aRecogniserThatHangsDoesNotHoldTheMinutesUpForEver() {
        badge.lastWords = new CompletableFuture<>();
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        await().until(() -> badge.acts.contains("last words"));
        await().until(() -> {
            room.advance(30);
            return badge.seat.state() == Seat.State.ENDED;
        });
        badge.seat.heard("Too late.", room.time.now(), Optional.empty());

        assertThat(room.book.texts(badge.id())).containsExactly("One.");
    }

    @Test
    @DisplayName("section 11: a repeated finalize is answered at once by the same summary")
    void repeatsGetTheLastSummary() {
        room.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        badge.seat.finish(Cause.MODE_END);
        badge.seat.finish(Cause.PHRASE);
        room.minutes.gate.countDown();
        over();
        assertThat(room.minutes.asked).hasSize(1);
        assertThat(badge.summaries()).extracting(MeetingWord.Summary::idempotent).containsExactly(false, true, true);

        badge.received.clear();
        badge.seat.finish(Cause.MESSAGE);

        assertThat(badge.received).hasSize(2);
        assertThat(badge.heard(MeetingWord.FinalizeAck.class)).singleElement().matches(ack -> ack.pending() == 0 && ack.startedAt() > 0);
        assertThat(badge.summaries()).singleElement().matches(again -> again.idempotent() && again.title().equals("summary 1"));
        assertThat(room.minutes.asked).hasSize(1);
    }

    @Test
    void manyThatAskAtOnceHaveItComputedOnce() throws Exception {
        badge.say("One.");
        List<Thread> all = IntStream.range(0, 50).mapToObj(_ -> Thread.ofVirtual().start(() -> badge.seat.finish(Cause.MESSAGE))).toList();
        for (Thread one : all) {
            one.join();
        }
        over();
        await().until(() -> badge.summaries().size() == 50);

        assertThat(room.minutes.asked).hasSize(1);
        assertThat(badge.heard(MeetingWord.FinalizeAck.class)).hasSize(50);
        assertThat(badge.summaries().stream().filter(MeetingWord.Summary::idempotent)).hasSize(49);
    }

    @Test
    void snippetsThatComeTooLateAreAcknowledgedAndIgnored() {
        room.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        badge.say("Two.");
        room.minutes.gate.countDown();
        over();
        badge.say("Three.");

        assertThat(badge.heard(MeetingWord.SnippetOk.class)).hasSize(3);
        assertThat(room.book.texts(badge.id())).containsExactly("One.");
    }

    @Test
    void aSecondMeetingOnAConnectionHasAnIdOfItsOwn() {
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        over();
        String first = badge.id();
        room.advance(10);
        badge.received.clear();

        badge.seat.begin();
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        over();

        assertThat(first).isEqualTo(badge.session);
        assertThat(badge.id()).isNotEqualTo(first);
        assertThat(badge.heard(MeetingWord.FinalizeAck.class)).singleElement().matches(ack -> ack.sessionId().equals(badge.id()) && ack.pending() == 1);
        assertThat(badge.summaries()).singleElement().matches(summary -> !summary.idempotent());
        assertThat(room.book.texts(first)).containsExactly("One.");
        assertThat(room.book.texts(badge.id())).containsExactly("One.");
    }

    @Test
    void aMeetingIsLongerThanItsShortestAndOneInWhichNothingWasSaidHasASummary() {
        badge.seat.begin();
        badge.seat.finish(Cause.MESSAGE);
        over();

        assertThat(badge.summaries()).singleElement().matches(summary -> summary.duration().equals(Duration.ofSeconds(5)) && summary.segments() == 0);
        assertThat(badge.heard(MeetingWord.Transcript.class)).singleElement().matches(lines -> lines.total() == 0);
    }

    @Test
    void whoFinishesWhatNeverBeganIsAnsweredNonetheless() {
        badge.seat.finish(Cause.MESSAGE);

        assertThat(badge.received.getFirst()).isEqualTo(new MeetingWord.FinalizeAck(badge.session, 0, 0));
        assertThat(badge.summaries()).singleElement().matches(summary -> summary.title().equals(Summary.UNTITLED));
        assertThat(room.meetings.meetings().get()).isEmpty();
    }

    @Test
    void aMeetingOfSeveralDevicesEndsForAllWhenOneEndsIt() {
        room.change(s -> Room.with(s, s.push(), s.resume(), earshot.config.MeetingSettings.Join.GROUP, s.broadcast()));
        Room.Guest second = room.guest("a0:b1:c2:00:00:02");
        Room.Guest stranger = room.guest("ff:ff:ff:00:00:01");
        badge.seat.begin();
        second.seat.begin();
        stranger.seat.begin();
        assertThat(second.id()).isEqualTo(badge.id());
        assertThat(stranger.id()).isNotEqualTo(badge.id());
        badge.say("One.");
        second.say("Two.");

        second.seat.finish(Cause.MESSAGE);
        over();

        assertThat(badge.summaries()).hasSize(1);
        assertThat(second.summaries()).hasSize(1);
        assertThat(badge.acts).contains("last words", "dismissed");
        assertThat(second.acts).contains("last words", "dismissed");
        assertThat(badge.seat.state()).isEqualTo(Seat.State.ENDED);
        assertThat(stranger.seat.state()).isEqualTo(Seat.State.COLLECTING);
        assertThat(room.book.kept(badge.id()).meeting().devices()).containsExactly(badge.device, second.device);
    }

    @Test
    void aMinuteTakerThatFailsLeavesASummaryNonetheless() {
        room.minutes.gate = null;
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        over();

        assertThat(badge.summaries()).singleElement().matches(summary -> summary.title().equals(Summary.UNTITLED) && summary.segments() == 1);
    }

    @Test
    void theDiskThatRefusesTheSummaryKeepsItFromNobody() {
        badge.say("One.");
        room.book.refuse(true);
        badge.seat.finish(Cause.MESSAGE);
        over();

        assertThat(badge.summaries()).hasSize(1);
        assertThat(room.problems).isNotEmpty();
    }

    @Test
    void whatTheDiskRefusedAtTheEndIsKeptWhenThereIsRoomAgain() {
        badge.say("One.");
        String id = badge.id();
        room.book.refuse(true);
        badge.seat.finish(Cause.MESSAGE);
        over();
        assertThat(room.ended).isEmpty();
        room.book.refuse(false);
        await().until(() -> {
            room.time.advance(Ending.AGAIN);
            return !room.ended.isEmpty();
        });

        assertThat(room.book.read(id).join().orElseThrow()).matches(kept -> kept.summary().isPresent() && kept.meeting().state() == Meeting.State.ENDED);
        assertThat(room.problems).isEmpty();
        assertThat(badge.summaries()).hasSize(1);
    }

    private void over() {
        await().until(() -> badge.seat.state() == Seat.State.ENDED && badge.acts.contains("dismissed"));
    }
}
