package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.RecordedChanges;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The registration as the configuration manager sees it, and its calls back. */
class ChangeNotificationTest {
  private static final int CR_FAILURE = 0x13;

  private final FakeWindows windows = new FakeWindows();
  private final FakeNotifications manager = windows.notifications;
  private final RecordedChanges changes = new RecordedChanges();

  private ChangeNotification register() {
    return ChangeNotification.register(windows, changes);
  }

  @Test
  void theFilterIsTheDeviceInterfaceClassOfWpd() {
    register().close();
    String numbers = "a0010000" + "00000000" + "00000000" + "00000000";
    String guid = "7878c26afaa65541" + "ba85f98f491d4f33";
    assertThat(manager.registered.get(0).filter()).isEqualTo(numbers + guid + "00".repeat(384));
  }

  @Test
  void aCallOnAnotherThreadReachesTheListener() throws Exception {
    try (ChangeNotification notification = register()) {
      Integer status =
          CompletableFuture.supplyAsync(() -> manager.registered.get(0).tell())
              .get(20, TimeUnit.SECONDS);
      assertThat(status).isZero();
      assertThat(changes.threads()).singleElement().isNotSameAs(Thread.currentThread());
      assertThat(notification.count()).isEqualTo(1);
    }
  }

  @Test
  void whatTheListenerThrowsDoesNotReachWindows() {
    ChangeListener failing =
        () -> {
          throw new IllegalStateException("on purpose, for this test");
        };
    try (ChangeNotification notification = ChangeNotification.register(windows, failing)) {
      assertThat(manager.registered.get(0).tell()).isZero();
      assertThat(notification.count()).isEqualTo(1);
    }
  }

  @Test
  void eachRegistrationTellsItsOwnListener() {
    RecordedChanges others = new RecordedChanges();
    try (ChangeNotification mine = register();
        ChangeNotification other = ChangeNotification.register(windows, others)) {
      manager.registered.get(1).tell();
      assertThat(mine.count()).isZero();
      assertThat(other.count()).isEqualTo(1);
      assertThat(changes.count()).isZero();
      assertThat(others.count()).isEqualTo(1);
    }
    manager.assertAllEnded();
  }

  @Test
  void itIsEndedOnce() {
    ChangeNotification notification = register();
    notification.close();
    notification.close();
    assertThat(manager.unregistered).hasSize(1);
    manager.assertAllEnded();
  }

  @Test
  void aCallAfterTheEndIsHarmless() {
    ChangeNotification notification = register();
    notification.close();
    assertThat(manager.registered.get(0).tell()).isZero();
    assertThat(changes.count()).isZero();
    assertThat(notification.count()).isZero();
  }

  @Test
  void aCallWithoutAContextIsHarmless() {
    try (ChangeNotification notification = register()) {
      assertThat(manager.registered.get(0).withContext(Pointer.NULL).tell()).isZero();
      assertThat(notification.count()).isZero();
    }
  }

  @Test
  void theCallbackOutlivesAGarbageCollection() {
    try (ChangeNotification notification = register()) {
      System.gc();
      manager.tell();
      assertThat(changes.count()).isEqualTo(1);
      assertThat(notification.works()).isTrue();
    }
  }

  @Test
  void aRegistrationThatFailsIsToleratedAndNotEnded() {
    manager.registerStatus = CR_FAILURE;
    ChangeNotification notification = register();
    assertThat(notification.works()).isFalse();
    notification.close();
    assertThat(windows.calls).containsExactly(ChangeNotification.REGISTER);
  }

  @Test
  void anEndThatFailsIsToleratedAndNotRepeated() {
    manager.unregisterStatus = CR_FAILURE;
    ChangeNotification notification = register();
    notification.close();
    notification.close();
    assertThat(manager.unregistered).hasSize(1);
  }

  @Test
  void withoutTheFunctionNothingIsToldAndNothingFails() {
    manager.missing();
    try (ChangeNotification notification = register()) {
      assertThat(notification.works()).isFalse();
    }
    assertThat(windows.calls).isEmpty();
  }
}
