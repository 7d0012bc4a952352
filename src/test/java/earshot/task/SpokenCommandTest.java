package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.task.SpokenCommand.Intent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("badge-protocol 3.6: direct commands in working mode")
class SpokenCommandTest {
    private static final Predicate<String> MINE = Set.of("me")::contains;

    @ParameterizedTest
    @CsvSource({ "我来做,ASSIGN,", "领取任务 第二,ASSIGN,2", "Claim task 3,ASSIGN,3", "assign to me the second one,ASSIGN,2", "please claim the third task,ASSIGN,3",
        "claim task two,ASSIGN,2", "接手第3条,ASSIGN,3",
        "任务两搞定了,COMPLETE,2", "完成任务五,COMPLETE,5", "完成第二个任务,COMPLETE,2", "mark done,COMPLETE,", "complete my task,COMPLETE,", "task 12 mark done,COMPLETE,12",
        "做完了 7,COMPLETE,7", "刷新,REFRESH,", "Update list,REFRESH," })
    void isFoundWithItsNumber(String said, Intent intent, Integer number) {
        assertThat(SpokenCommand.in(said)).contains(new SpokenCommand(intent, number == null ? OptionalInt.empty() : OptionalInt.of(number)));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a number beyond ten is that number, never the one that it begins or ends with: nobody completes another task than he named")
    @CsvSource(delimiter = '|', textBlock = """
        第十二个任务做完了           | COMPLETE | 12
        完成第十二个任务             | COMPLETE | 12
        完成任务十                  | COMPLETE | 10
        完成任务十九                 | COMPLETE | 19
        领取任务 第二十              | ASSIGN   | 20
        领取任务 第二十一             | ASSIGN   | 21
        接手第九十九条               | ASSIGN   | 99
        完成任务一百                 | COMPLETE | 100
        完成第100个任务              | COMPLETE | 100
        complete task eleven       | COMPLETE | 11
        complete task twenty       | COMPLETE | 20
        complete task twenty one   | COMPLETE | 21
        Complete task ninety-nine  | COMPLETE | 99
        complete the twelfth task  | COMPLETE | 12
        claim the twenty-first task| ASSIGN   | 21
        claim the fortieth task    | ASSIGN   | 40
        claim task 100             | ASSIGN   | 100
        claim task 10              | ASSIGN   | 10
        claim task tenfold         | ASSIGN   |
        mark done 2026             | COMPLETE |""")
    void aNumberIsTakenWhole(String said, Intent intent, Integer number) {
        assertThat(SpokenCommand.in(said)).contains(new SpokenCommand(intent, number == null ? OptionalInt.empty() : OptionalInt.of(number)));
    }

    @ParameterizedTest
    @CsvSource({"what time is it", "今天天气怎么样", "tell me about the first task"})
    void anythingElseIsForTheAssistant(String said) {
        assertThat(SpokenCommand.in(said)).isEmpty();
    }

    @Test
    void assignIsLookedForBeforeCompleteBeforeRefresh() {
        assertThat(SpokenCommand.in("claim task, then refresh").orElseThrow().intent()).isEqualTo(Intent.ASSIGN);
        assertThat(SpokenCommand.in("刷新 做完了").orElseThrow().intent()).isEqualTo(Intent.COMPLETE);
    }

    @Test
    void theTargetIsTheNumberedOpenTaskElseTheFirstThatFits() {
        List<Task> board = List.of(task("a", "me", false), task("b", "", false), task("c", "other", false), task("d", "", true));
        assertThat(request(Intent.ASSIGN, 3, board)).contains(new WorkflowRequest.Assign("c", Optional.empty()));
        assertThat(request(Intent.ASSIGN, 0, board)).as("not mine yet").contains(new WorkflowRequest.Assign("b", Optional.empty()));
        assertThat(request(Intent.ASSIGN, 0, board.subList(0, 1))).as("all are mine").contains(new WorkflowRequest.Assign("a", Optional.empty()));
        assertThat(request(Intent.COMPLETE, 2, board)).contains(new WorkflowRequest.Complete(List.of("b")));
        assertThat(request(Intent.COMPLETE, 0, board)).contains(new WorkflowRequest.Complete(List.of("a")));
        assertThat(request(Intent.COMPLETE, 4, board)).as("only open ones are counted").isEmpty();
        assertThat(request(Intent.COMPLETE, 0, List.of())).isEmpty();
        assertThat(request(Intent.REFRESH, 9, List.of())).contains(new WorkflowRequest.Show());
    }

    private static Optional<WorkflowRequest> request(Intent intent, int number, List<Task> board) {
        return new SpokenCommand(intent, number == 0 ? OptionalInt.empty() : OptionalInt.of(number)).request(board, MINE);
    }

    private static Task task(String id, String owner, boolean done) {
        return TaskPatch.of(id).ownedBy(owner).withStatus(done ? TaskStatus.DONE : TaskStatus.OPEN).create(new TaskGroup("g"), Instant.EPOCH, Optional.empty(),
            TaskEvent.Act.CREATED, "");
    }
}
