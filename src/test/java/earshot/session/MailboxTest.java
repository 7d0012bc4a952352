package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.server.CloseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();
    private final List<String> taken = new ArrayList<>();
    private final Mailbox.MailboxHandler mailboxHandler = new Mailbox.MailboxHandler() {
        @Override
        public void frame(byte[] frame, long arrivalNanos) {
            taken.add("frame " + arrivalNanos);
        }

        @Override
        public void text(String text, long arrivalNanos) {
            taken.add("text " + text);
        }

        @Override
        public void ended(CloseStatus closeStatus) {
            taken.add("end " + closeStatus.code());
        }
    };

    @Test
    void hands_out_in_the_order_of_arrival_and_the_end_last() throws InterruptedException {
        mailbox.frame(new byte[1], 1);
        mailbox.text("a", 2);
        mailbox.end(new CloseStatus(1006, "", CloseStatus.Cause.DEVICE));
        mailbox.frame(new byte[1], 3);
        mailbox.task(() -> taken.add("task"));
        mailbox.frame(new byte[1], 4);
        for (int i = 0; i < 6; i++) {
            mailbox.take(mailboxHandler);
        }
        assertThat(taken).containsExactly("frame 1", "text a", "frame 3", "task", "frame 4", "end 1006");
    }

    @Test
    void of_too_many_frames_the_oldest_go_and_are_counted() throws InterruptedException {
        for (int i = 0; i < Mailbox.FRAMES + 5; i++) {
            mailbox.frame(new byte[1], i);
        }
        assertThat(mailbox.droppedFrames()).isEqualTo(5);
        mailbox.take(mailboxHandler);
        assertThat(taken).containsExactly("frame 5");
        assertThat(mailbox.waitingFrames()).isEqualTo(Mailbox.FRAMES - 1);
    }

    @Test
    void texts_and_tasks_that_do_not_fit_are_refused() {
        for (int i = 0; i < Mailbox.TEXTS; i++) {
            assertThat(mailbox.text("t", i)).isTrue();
        }
        assertThat(mailbox.text("one more", 0)).isFalse();
        for (int i = 0; i < Mailbox.TASKS; i++) {
            assertThat(mailbox.task(() -> {})).isTrue();
        }
        assertThat(mailbox.task(() -> {})).isFalse();
    }

    @Test
    @DisplayName("row 53: draining is bounded and does not wait for a producer that goes on adding")
    void drains() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            mailbox.frame(new byte[1], i);
        }
        assertThat(mailbox.drainFrames()).isEqualTo(Mailbox.FRAMES);
        assertThat(mailbox.drainFrames()).as("an empty queue is skipped").isZero();

        AtomicBoolean stop = new AtomicBoolean();
        Thread producer = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                mailbox.frame(new byte[1], 0);
                Thread.yield();
            }
        });
        for (int i = 0; i < 100; i++) {
            assertThat(mailbox.drainFrames()).isLessThanOrEqualTo(Mailbox.FRAMES);
        }
        stop.set(true);
        producer.join();
    }
}
