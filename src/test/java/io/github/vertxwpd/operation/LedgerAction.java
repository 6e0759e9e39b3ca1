package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.ScriptedApartment.Queued;
import java.util.List;
import java.util.Optional;

/**
 * Something that happens to a ledger. Devices, requests and operations are numbered, so that an
 * action means something wherever it stands in a sequence.
 */
sealed interface LedgerAction {
  /** Does it. */
  void on(LedgerWorld world);

  /** A client's command. */
  record Submit(
      Verb verb,
      int device,
      Optional<String> requestId,
      long timeoutMs,
      long expiresInMs,
      boolean hold,
      boolean dryRun)
      implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.submit(
          new OperationRequest(
              verb,
              world.id(device).value(),
              Optional.empty(),
              requestId,
              timeoutMs,
              expiresInMs,
              ReplyAt.QUEUED,
              hold && verb == Verb.DISCONNECT,
              dryRun));
    }
  }

  /** A client's cancellation of the n-th youngest operation that it knows. */
  record Cancel(int youngest) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.known(youngest).ifPresent(world::cancel);
    }
  }

  /** What a callback says. */
  enum Says {
    SUCCESS,
    SUCCESS_WITHOUT_EFFECT,
    FAILURE,
    CANCELLED;

    private void of(Queued request) {
      switch (this) {
        case SUCCESS -> request.succeed();
        case SUCCESS_WITHOUT_EFFECT -> request.complete(Hresult.S_OK);
        case FAILURE -> request.complete(Hresult.E_FAIL);
        case CANCELLED -> request.complete(Hresult.ERROR_CANCELLED);
      }
    }
  }

  /** Callbacks for the n-th youngest request, however long ago it ended. */
  record Callbacks(int youngest, List<Says> times) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.request(youngest).ifPresent(request -> times.forEach(says -> says.of(request)));
    }
  }

  /** What submissions bring. */
  enum Brings {
    QUEUED,
    INLINE_SUCCESS,
    INLINE_FAILURE_TWICE,
    REFUSAL,
    NOT_PAIRED;

    Submission answer(Queued request, LinkState before) {
      request.releases += this == REFUSAL || this == NOT_PAIRED ? 1 : 0;
      return switch (this) {
        case QUEUED -> new Submission.Queued(request, Hresult.S_OK, before);
        case INLINE_SUCCESS -> {
          request.succeed();
          yield new Submission.Queued(request, Hresult.S_OK, before);
        }
        case INLINE_FAILURE_TWICE -> {
          request.complete(Hresult.E_FAIL);
          request.complete(Hresult.E_FAIL);
          yield new Submission.Queued(request, Hresult.S_OK, before);
        }
        case REFUSAL -> new Submission.Refused("Disconnect", Hresult.E_ACCESSDENIED, before);
        case NOT_PAIRED -> new Submission.NotPaired();
      };
    }
  }

  /** From now on submissions bring something else. */
  record Answers(Brings how) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.gateway.apartment.answer(how::answer);
    }
  }

  /** Something else changes a link, or the pairing, and the gateway sees it. */
  record Link(int device, LinkState link) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      if (link == LinkState.UNKNOWN) {
        world.gateway.apartment.links.remove(world.pnpId(device));
      } else {
        world.gateway.apartment.links.put(world.pnpId(device), link);
      }
      world.gateway.list();
    }
  }

  /** What the apartment does. */
  enum ApartmentIs {
    STUCK,
    HUNG,
    GIVEN_UP,
    FREE
  }

  /** The apartment's thread stops, or goes on. */
  record Apartment(ApartmentIs how) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      ScriptedApartment apartment = world.gateway.apartment;
      switch (how) {
        case STUCK -> apartment.stuck();
        case HUNG -> apartment.hangNext();
        case FREE -> apartment.free();
        case GIVEN_UP ->
            apartment
                .giveUp()
                .ifPresent(id -> world.gateway.hung.hangs(id, world.gateway.time.monotonicMs()));
      }
    }
  }

  /** The radio is switched off, or on. */
  record Radio(boolean on) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      Problem off = Problem.of(ProblemCode.RADIO_UNAVAILABLE, "the radio is off");
      world.gateway.outage = on ? Optional.empty() : Optional.of(off);
    }
  }

  /** What the disk does. */
  enum DiskIs {
    SLOW,
    FAST,
    FULL,
    EMPTY
  }

  /** The disk stalls or fills up, or recovers. */
  record Disk(DiskIs how) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.disk(how);
    }
  }

  /** The gateway takes no more commands. */
  record Drain(long limitMs) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.drain(limitMs);
    }
  }

  /** The process dies after so many of the waiting writes were synced, and another one starts. */
  record Crash(int synced) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.crash(synced);
    }
  }

  /** Time passes. */
  record Pass(long ms) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.pass(ms);
    }
  }

  /** Somebody sets the wall clock. */
  record StepClock(long ms) implements LedgerAction {
    @Override
    public void on(LedgerWorld world) {
      world.gateway.time.stepClock(ms);
    }
  }
}
