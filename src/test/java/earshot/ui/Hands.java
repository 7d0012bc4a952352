package earshot.ui;

import org.testfx.api.FxRobot;

/// The mouse and the keyboard of all tests.
///
/// There is one pair: a robot of the Headless platform holds the window it touched last, and every window holds the robot
/// that was the newest when it opened. With a robot for each test the windows of all tests would hold one another.
final class Hands {
    static final FxRobot ROBOT = new FxRobot();

    private Hands() {}
}
