package io.github.vertxwpd.web;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a web verticle tells those who count. */
final class CountedWeb implements WebListener {
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void opened(SocketKind kind) {
    told.add("opened " + kind.wireName());
  }

  @Override
  public void gone(SocketKind kind) {
    told.add("gone " + kind.wireName());
  }

  @Override
  public void closed(CloseCode code) {
    told.add("closed " + code.wireName());
  }

  @Override
  public void slowConsumerClosed(SocketKind kind) {
    told.add("slow " + kind.wireName());
  }

  @Override
  public void resumed() {
    told.add("resumed");
  }

  @Override
  public void reset(ResetReason reason) {
    told.add("reset " + reason.wireName());
  }

  @Override
  public void denied(ProblemCode code) {
    told.add("denied " + code.wireName());
  }

  @Override
  public void credentialRefused(ProblemCode code) {
    told.add("refused " + code.wireName());
  }

  List<String> told() {
    return List.copyOf(told);
  }
}
