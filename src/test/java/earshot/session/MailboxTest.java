package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.data.ByteBudget;
import earshot.server.CloseStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final ByteBudget<ServerCloseReason> budget = new ByteBudget<>(ServerCloseReason.class, 1 << 24, 1 << 20);
    private final List<ServerCloseReason> exceeded = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(budget.open(exceeded::add));
    private final List<String> taken = new ArrayList<>();
    @Test
    void hands_out_in_the_order_of_arrival_and_the_end_last() throws InterruptedException {
        mailbox.add(new Mailbox.Entry.Frame(new byte[1], 1));
        mailbox.add(new Mailbox.Entry.Text("a", 2));
        mailbox.add(new Mailbox.Entry.End(new CloseStatus(1006, "", CloseStatus.Cause.DEVICE)));
        mailbox.add(new Mailbox.Entry.Frame(new byte[1], 3));
        mailbox.add(new Mailbox.Entry.Task(() -> taken.add("task")));
        mailbox.add(new Mailbox.Entry.Frame(new byte[1], 4));
        for (int i = 0; i < 6; i++) {
            take();
        }
        assertThat(taken).containsExactly("frame 1", "text a", "frame 3", "task", "frame 4", "end 1006");
    }

    @Test
    void of_too_many_frames_the_oldest_go_and_are_counted() throws InterruptedException {
        for (int i = 0; i < Mailbox.FRAMES + 5; i++) {
            mailbox.add(new Mailbox.Entry.Frame(new byte[1], i));
        }
        assertThat(mailbox.droppedFrames()).isEqualTo(5);
        take();
        assertThat(taken).containsExactly("frame 5");
        assertThat(mailbox.waitingFrames()).isEqualTo(Mailbox.FRAMES - 1);
    }

    @Test
    void texts_and_tasks_that_do_not_fit_are_refused() {
        for (int i = 0; i < Mailbox.TEXTS; i++) {
            assertThat(mailbox.add(new Mailbox.Entry.Text("t", i))).isTrue();
        }
        assertThat(mailbox.add(new Mailbox.Entry.Text("one more", 0))).isFalse();
        for (int i = 0; i < Mailbox.TASKS; i++) {
            assertThat(mailbox.add(new Mailbox.Entry.Task(() -> {}))).isTrue();
        }
        assertThat(mailbox.add(new Mailbox.Entry.Task(() -> {}))).isFalse();
    }

    @Test
    @DisplayName("row 53: draining is bounded and does not wait for a producer that goes on adding")
    void drains() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            mailbox.add(new Mailbox.Entry.Frame(new byte[1], i));
        }
        assertThat(mailbox.waitingFrames()).isEqualTo(Mailbox.FRAMES);
        AtomicBoolean stop = new AtomicBoolean();
        Thread producer = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                mailbox.add(new Mailbox.Entry.Frame(new byte[1], 0));
                Thread.yield();
            }
        });
        mailbox.closeInput();
        mailbox.closeInput();
        assertThat(mailbox.waitingFrames()).as("nothing waits, and nothing comes after it").isZero();
        stop.set(true);
        producer.join();
        assertThat(mailbox.waitingFrames()).isZero();
        assertThat(budget.used()).isZero();
    }

    @Test
    void what_waits_is_bounded_in_bytes_and_gives_them_back() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            mailbox.add(new Mailbox.Entry.Frame(new byte[Mailbox.FRAME_BYTES / 4], i));
        }
        assertThat(budget.used()).isLessThanOrEqualTo(Mailbox.FRAME_BYTES);
        assertThat(mailbox.droppedFrames()).isEqualTo(7);
        mailbox.add(new Mailbox.Entry.Text("t", 10));
        mailbox.add(new Mailbox.Entry.Task(() -> taken.add("task")));
        mailbox.closeInput();
        assertThat(budget.used()).as("the backlog of a closed connection is dropped at once").isZero();
        assertThat(mailbox.add(new Mailbox.Entry.Text("late", 11))).isTrue();
        take();
        assertThat(taken).containsExactly("task");

        Mailbox full = new Mailbox(budget.open(exceeded::add));
        for (int i = 0; i < 3; i++) {
            full.add(new Mailbox.Entry.Text("x".repeat(250_000), i));
        }
        assertThat(exceeded).containsExactly(ServerCloseReason.MEMORY_WAITING);
        assertThat(budget.used()).isZero();
        full.add(new Mailbox.Entry.End(new CloseStatus(1008, "", CloseStatus.Cause.SERVER)));
    }

    private void take() throws InterruptedException {
        switch (mailbox.take()) {
            case Mailbox.Entry.Frame frame -> taken.add("frame " + frame.arrivalNanos());
            case Mailbox.Entry.Text text -> taken.add("text " + text.text());
            case Mailbox.Entry.Task task -> task.run().run();
            case Mailbox.Entry.End end -> taken.add("end " + end.closeStatus().code());
        }
    }
}
