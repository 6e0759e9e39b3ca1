package io.github.vertxwpd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HresultTest {
  @Test
  void aKnownCodeHasANameAndAText() {
    assertThat(Hresult.ERROR_NOT_FOUND.hex()).isEqualTo("0x80070490");
    assertThat(Hresult.ERROR_NOT_FOUND.name()).isEqualTo("ERROR_NOT_FOUND");
    assertThat(Hresult.ERROR_NOT_FOUND.text()).isEqualTo("Element not found.");
  }

  @Test
  void anUnknownCodeIsShownAsItIs() {
    Hresult unknown = Hresult.parse("0x8ABCDEF0");

    assertThat(unknown.name()).isEqualTo("0x8ABCDEF0");
    assertThat(unknown.toString()).isEqualTo("0x8ABCDEF0");
    assertThat(unknown.succeeded()).isFalse();
    assertThat(unknown.retryable()).isTrue();
  }

  @Test
  void successIsEveryCodeThatIsNotNegative() {
    assertThat(Hresult.S_OK.succeeded()).isTrue();
    assertThat(Hresult.S_FALSE.succeeded()).isTrue();
    assertThat(Hresult.E_FAIL.succeeded()).isFalse();
  }

  @Test
  void threeCodesMeanCancelled() {
    assertThat(Hresult.ERROR_CANCELLED.meansCancelled()).isTrue();
    assertThat(Hresult.ERROR_OPERATION_ABORTED.meansCancelled()).isTrue();
    assertThat(Hresult.E_ABORT.meansCancelled()).isTrue();
    assertThat(Hresult.E_FAIL.meansCancelled()).isFalse();
  }

  @Test
  void onlyAHexadecimalCodeIsRead() {
    assertThat(Hresult.parse("0x80070005")).isEqualTo(Hresult.E_ACCESSDENIED);
    assertThatThrownBy(() -> Hresult.parse("80070005")).hasMessageContaining("0x80070005");
  }
}
