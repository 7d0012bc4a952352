package earshot.task;

import module java.base;

import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log lines of tasks. Source: badge-protocol section 7.2.
record WorkflowLog(EventSink events) {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowLog.class);

    /// Why a device is sent the list of its group unasked, or that it asked.
    enum Source {
        REGISTER("register"), HELLO("hello"), MODE_START("mode_start"), LIST("list");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }

    void updated(Set<TaskGroup> groups, int count, DeviceId by) {
        write(by, "[Workflow] op=update groups=" + groups.stream().map(TaskGroup::key).sorted().collect(Collectors.joining(",", "[", "]")) + " count=" + count
            + " by=" + by);
    }

    /// @param op `assign`, `complete` or `delete`
    void changed(String op, List<String> ids, TaskGroup group, DeviceId by, boolean idempotent) {
        write(by, "[Workflow] op=" + op + " id=" + String.join(",", ids) + " group=" + group + " by=" + by + (idempotent ? " idempotent:true" : ""));
    }

    void snapshot(Source source, TaskGroup group, DeviceId to, int count) {
        write(to, "[Workflow] op=snapshot source=" + source.word + " group=" + group + " to=" + to + " count=" + count);
    }

    private void write(DeviceId device, String line) {
        LOG.info("{}", line);
        events.log(device, "workflow", Severity.INFO, line);
    }
}
