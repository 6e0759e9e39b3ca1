/*
 * The paired devices of the stand-in server.
 *
 * Both forms that an id of GetPnPID may have occur, an instance id and an interface path, and one
 * id without a Bluetooth address. Names occur that are not ASCII, and one device without a name.
 */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "stand_in.h"

#define SERVICE L"{9518E5CA-F6AF-464B-9907-A97433641968}"
#define WPD_INTERFACE L"{6ac27878-a6fa-4155-ba85-f98f491d4f33}"

#define INSTANCE(address) \
  L"BTHENUM\\" SERVICE L"_VID&0001009E_PID&4000\\7&1A2B3C4D&0&" address L"_C00000000"
#define PATH(address)                                                                          \
  L"\\\\?\\BTHENUM#" SERVICE L"_VID&0001009E_PID&4000#7&1A2B3C4D&0&" address L"_C00000000#" \
  L"{BA0C718F-4DED-49B7-BDD3-FABE28661211}"
#define CHILD(address)                                                                      \
  L"\\\\?\\bthmtpenum#{9518e5ca-f6af-464b-9907-a97433641968}#8&2f1c4d5e&0&" address \
  L"_c00000000#" WPD_INTERFACE

Device devices[DEVICE_COUNT] = {
    {INSTANCE(L"A0B1C2D3E401"), CHILD(L"a0b1c2d3e401"), L"Canon EOS M50", L"Canon Inc.",
     L"MTP camera", TRUE, OBEDIENT, 0},
    {PATH(L"A0B1C2D3E402"), CHILD(L"a0b1c2d3e402"), L"J\u00fcrgens Walkman", L"Sony",
     L"MTP player", TRUE, OBEDIENT, 0},
    {INSTANCE(L"A0B1C2D3E403"), CHILD(L"a0b1c2d3e403"), L"\u643a\u5e2f\u96fb\u8a71", L"Fujitsu",
     L"MTP telephone", TRUE, OBEDIENT, 0},
    {INSTANCE(L"A0B1C2D3E404"), CHILD(L"a0b1c2d3e404"), L"Lumia 920", L"Nokia", L"MTP telephone",
     TRUE, OBEDIENT, 0},
    {INSTANCE(L"A0B1C2D3E405"), CHILD(L"a0b1c2d3e405"), L"Scanner, ward 5", L"Zebra",
     L"MTP scanner", TRUE, OBEDIENT, 0},
    {L"BTHENUM\\" SERVICE L"\\7&1A2B3C4D&0&0006", CHILD(L"0006"), L"No address", L"Zebra",
     L"MTP scanner", TRUE, OBEDIENT, 0},
    {PATH(L"A0B1C2D3E407"), CHILD(L"a0b1c2d3e407"), NULL, NULL, L"MTP device", TRUE, OBEDIENT, 0},
    {INSTANCE(L"A0B1C2D3E408"), CHILD(L"a0b1c2d3e408"), L"Out of range", L"Canon Inc.",
     L"MTP camera", FALSE, OBEDIENT, 0},
    {INSTANCE(L"A0B1C2D3E409"), CHILD(L"a0b1c2d3e409"), L"Zen X-Fi", L"Creative", L"MTP player",
     TRUE, OBEDIENT, 0},
    {INSTANCE(L"A0B1C2D3E40A"), CHILD(L"a0b1c2d3e40a"), L"Scanner, ward 6", L"Zebra",
     L"MTP scanner", TRUE, OBEDIENT, 0},
};

static const struct {
  const char *word;
  Behaviour behaviour;
} words[] = {{"never", NEVER}, {"twice", TWICE},   {"inline", INLINE}, {"late", LATE},
             {"hang", HANG},   {"refuse", REFUSE}, {"fail", FAIL},     {"unmoved", UNMOVED},
             {"deaf", DEAF},   {"keep", KEEP}};

static DWORD delay = 200;

static BOOL configure_one(char *entry) {
  char *word = strchr(entry, '=');
  int number = atoi(entry);
  if (word == NULL || number < 1 || number > DEVICE_COUNT) {
    return FALSE;
  }
  *word++ = 0;
  char *argument = strchr(word, ':');
  if (argument != NULL) {
    *argument++ = 0;
    devices[number - 1].argument = strtoul(argument, NULL, 0);
  }
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strcmp(word, words[i].word) == 0) {
      devices[number - 1].behaviour = words[i].behaviour;
      return TRUE;
    }
  }
  return FALSE;
}

void devices_configure(void) {
  char text[1024];
  if (GetEnvironmentVariableA("STAND_IN_DELAY", text, sizeof text) > 0) {
    delay = strtoul(text, NULL, 10);
  }
  if (GetEnvironmentVariableA("STAND_IN_SCRIPT", text, sizeof text) == 0) {
    return;
  }
  for (char *entry = strtok(text, ","); entry != NULL; entry = strtok(NULL, ",")) {
    if (!configure_one(entry)) {
      account_violation("the script's entry %s is not understood", entry);
    }
  }
}

DWORD device_delay(const Device *device) {
  BOOL own = device->behaviour == LATE || device->behaviour == DEAF;
  return own ? device->argument : delay;
}

int device_number(const Device *device) { return (int)(device - devices) + 1; }
