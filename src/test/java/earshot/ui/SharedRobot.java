package earshot.ui;

import org.testfx.api.FxRobot;

/// The one robot for mouse and keyboard that all tests share.
///
/// A robot of the Headless platform keeps the window it touched last reachable, and each window keeps the robot that was newest
/// when it opened. With a robot for each test, the windows of all tests would keep each other reachable.
final class SharedRobot {
    static final FxRobot ROBOT = new FxRobot();

    private SharedRobot() {}
}
