# What install.ps1, uninstall.ps1, status.ps1 and wpd.ps1 have in common. For Windows PowerShell 5.1 and PowerShell 7.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$ServiceName = 'vertx-wpd'

# Where the newest Java for the whole machine is found, besides JAVA_HOME: each has one key a version below it.
$JavaKeys = @(
    @{ Key = 'HKLM:\SOFTWARE\Eclipse Adoptium\JRE'; Below = 'hotspot\MSI'; Value = 'Path' },
    @{ Key = 'HKLM:\SOFTWARE\Eclipse Adoptium\JDK'; Below = 'hotspot\MSI'; Value = 'Path' },
    @{ Key = 'HKLM:\SOFTWARE\Microsoft\JDK'; Below = 'hotspot\MSI'; Value = 'Path' },
    @{ Key = 'HKLM:\SOFTWARE\JavaSoft\JDK'; Below = ''; Value = 'JavaHome' },
    @{ Key = 'HKLM:\SOFTWARE\JavaSoft\JRE'; Below = ''; Value = 'JavaHome' }
)

# Says what is done now.
function Write-Step([string] $Message) {
    Write-Host $Message
}

# Ends the script with a message that says what to do.
function Stop-Script([int] $ExitCode, [string] $Message) {
    [Console]::Error.WriteLine("error: $Message")
    exit $ExitCode
}

# Runs a program; what it says is seen. Ends the script where it fails.
function Invoke-Program([string] $Program, [string[]] $Arguments, [string] $Purpose) {
    & $Program @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        Stop-Script 1 "$Purpose failed: $Program ended with $LASTEXITCODE"
    }
}

function Assert-Administrator {
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object Security.Principal.WindowsPrincipal $identity
    if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
        Stop-Script 2 'this needs an administrator: start PowerShell with "Run as administrator"'
    }
    if (-not [Environment]::Is64BitProcess) {
        Stop-Script 2 'this needs the 64-bit PowerShell: start it from the Start menu, not from a 32-bit program'
    }
}

# Returns the service, or $null where it is not installed.
function Get-Gateway {
    Get-CimInstance -ClassName Win32_Service -Filter "Name='$ServiceName'"
}

# Returns the version that the service runs, or that ran before it; empty where there is none.
function Get-Version([string] $Programs, [ValidateSet('current', 'previous')] [string] $Which) {
    $file = Join-Path $Programs "$Which.txt"
    if (Test-Path -LiteralPath $file) {
        return (Get-Content -LiteralPath $file -TotalCount 1).Trim()
    }
    return ''
}

function Set-Version([string] $Programs, [ValidateSet('current', 'previous')] [string] $Which, [string] $Version) {
    Set-Content -LiteralPath (Join-Path $Programs "$Which.txt") -Value $Version -Encoding Ascii
}

# Returns what is wrong with a Java for this service; empty where nothing is.
function Test-Java([string] $Directory) {
    if (-not (Test-Path -LiteralPath (Join-Path $Directory 'bin\server\jvm.dll'))) {
        return 'it has no bin\server\jvm.dll'
    }
    $release = Join-Path $Directory 'release'
    if (-not (Test-Path -LiteralPath $release)) {
        return 'it has no file "release", which says what Java it is'
    }
    $text = Get-Content -LiteralPath $release -Raw
    if ($text -notmatch 'JAVA_VERSION="(\d+)') {
        return 'its file "release" names no version'
    }
    if ([int] $Matches[1] -lt 17) {
        return "it is Java $($Matches[1])"
    }
    if ($text -match 'OS_ARCH="(?!x86_64|amd64)([^"]*)"') {
        return "it is for $($Matches[1])"
    }
    if ($Directory.StartsWith($env:USERPROFILE + '\', [StringComparison]::OrdinalIgnoreCase)) {
        return 'it is in the profile of a user, which the account of the service cannot read'
    }
    return ''
}

# Returns every directory where Java might be, the first choice first.
function Get-JavaCandidate([string] $Bundled, [string] $Named) {
    if ($Named) {
        return $Named
    }
    if (Test-Path -LiteralPath $Bundled) {
        $Bundled
    }
    if ($env:JAVA_HOME) {
        $env:JAVA_HOME.TrimEnd('\')
    }
    foreach ($place in $JavaKeys) {
        if (-not (Test-Path -LiteralPath $place.Key)) {
            continue
        }
        $versions = Get-ChildItem -LiteralPath $place.Key |
            Sort-Object { [int] ($_.PSChildName -replace '\D.*$', '') } -Descending
        foreach ($version in $versions) {
            $key = $version.PSPath
            if ($place.Below) {
                $key = Join-Path $key $place.Below
            }
            $found = Get-ItemProperty -LiteralPath $key -Name $place.Value -ErrorAction SilentlyContinue
            if ($found) {
                $found.($place.Value).TrimEnd('\')
            }
        }
    }
}

# Returns the directory of the Java to run with; ends the script where there is none.
function Find-Java([string] $Bundled, [string] $Named) {
    $refused = @()
    foreach ($candidate in @(Get-JavaCandidate $Bundled $Named)) {
        $wrong = Test-Java $candidate
        if (-not $wrong) {
            return $candidate
        }
        $refused += "$candidate ($wrong)"
    }
    $tried = if ($refused) { 'not usable: ' + ($refused -join '; ') + '. ' } else { '' }
    Stop-Script 2 ("no 64-bit Java 17 or newer was found. $tried" +
        'Install one for the whole machine, name one with -JavaHome, or put one into the directory runtime beside install.ps1')
}

# Returns the arguments of service.conf, with what stands in braces put in.
function Get-ServiceArgument([string] $File, [hashtable] $Values) {
    foreach ($line in Get-Content -LiteralPath $File -Encoding UTF8) {
        if ($line.Trim() -and -not $line.StartsWith('#')) {
            foreach ($name in $Values.Keys) {
                $line = $line.Replace("{$name}", $Values[$name])
            }
            $line
        }
    }
}

# Returns where the program keeps what a Java has worked out at a start, and the options that write and read it: from Java 25
# on an AOT cache, before that a class-data archive.
function Get-Archive([string] $Directory, [string] $Java) {
    $text = Get-Content -LiteralPath (Join-Path $Java 'release') -Raw
    if ($text -match 'JAVA_VERSION="(\d+)' -and [int] $Matches[1] -ge 25) {
        $file = Join-Path $Directory 'vertx-wpd.aot'
        return @{ File = $file; Write = "-XX:AOTCacheOutput=$file"; Read = "-XX:AOTCache=$file" }
    }
    $file = Join-Path $Directory 'vertx-wpd.jsa'
    return @{ File = $file; Write = "-XX:ArchiveClassesAtExit=$file"; Read = "-XX:SharedArchiveFile=$file" }
}

# Stops the service and waits until its process is gone, so that its files can be replaced.
function Stop-Gateway {
    $service = Get-Gateway
    if (-not $service -or $service.State -eq 'Stopped') {
        return
    }
    Write-Step "Stopping the service $ServiceName"
    $process = $service.ProcessId
    Stop-Service -Name $ServiceName
    for ($i = 0; $i -lt 60; $i++) {
        if (-not (Get-Process -Id $process -ErrorAction SilentlyContinue)) {
            return
        }
        Start-Sleep -Seconds 1
    }
    Stop-Script 1 "the process $process of the service does not end: see the logs, or end it with Stop-Process -Id $process"
}

# Returns the line "ready ..." of the running process; empty where it has not come.
function Get-ReadyLine([string] $Data) {
    $file = Join-Path $Data 'logs\stdout.log'
    if (-not (Test-Path -LiteralPath $file)) {
        return ''
    }
    $lines = @(Get-Content -LiteralPath $file | Where-Object { $_.StartsWith('ready ') })
    if ($lines) {
        return $lines[-1]
    }
    return ''
}
