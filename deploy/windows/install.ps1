<#
.SYNOPSIS
Installs the gateway as the Windows service vertx-wpd, or upgrades it in place.

.DESCRIPTION
Copies the program into a directory of its own version, points the service at it, and starts it. Configuration, data and
logs are beside it and are kept. The version before stays, and -Rollback goes back to it. Running it again changes
nothing but what is not as it should be.

Exit codes: 0 done, 1 a step failed, 2 something that is needed is missing or not valid, 3 installed, and not ready in time.

.PARAMETER Programs
Where the versions of the program are.

.PARAMETER Data
Where configuration, data and logs are.

.PARAMETER Account
Whom the service runs as: by default its own virtual account, which has no password and no rights but those given here.
Others are "NT AUTHORITY\LocalService", "LocalSystem", or a user that may log on as a service. An upgrade keeps the
account unless it is given.

.PARAMETER Password
The password of a user.

.PARAMETER JavaHome
The Java to run with. Without it: the directory runtime beside this script, JAVA_HOME, then what is installed for the
whole machine.

.PARAMETER Rollback
Goes back to the version before, and back again when given once more.

.PARAMETER NoStart
Does not start the service.
#>
[CmdletBinding()]
param(
    [string] $Programs = (Join-Path $env:ProgramFiles 'vertx-wpd'),
    [string] $Data = (Join-Path $env:ProgramData 'vertx-wpd'),
    [string] $Account = '',
    [Security.SecureString] $Password,
    [string] $JavaHome = '',
    [switch] $Rollback,
    [switch] $NoStart
)

. (Join-Path $PSScriptRoot 'common.ps1')

# The service's own identity: whatever account it runs as, its process has it, and no other process has.
$Identity = "NT SERVICE\$ServiceName"
$Administrators = '*S-1-5-32-544'
$System = '*S-1-5-18'
$ReadySeconds = 60

# Copies this version to its directory, so that it is there whole or not at all.
function Copy-Program([string] $Directory) {
    if ($PSScriptRoot -eq $Directory) {
        return
    }
    Write-Step "Copying the program to $Directory"
    $partial = "$Directory.partial"
    if (Test-Path -LiteralPath $partial) {
        Remove-Item -LiteralPath $partial -Recurse -Force
    }
    New-Item -ItemType Directory -Path $partial -Force | Out-Null
    Copy-Item -Path (Join-Path $PSScriptRoot '*') -Destination $partial -Recurse
    if (Test-Path -LiteralPath $Directory) {
        Remove-Item -LiteralPath $Directory -Recurse -Force
    }
    Rename-Item -LiteralPath $partial -NewName (Split-Path $Directory -Leaf)
}

# Makes what is missing; what an administrator has changed stays.
function New-DataDirectory([string] $Directory) {
    foreach ($name in 'conf', 'data', 'logs', 'temp') {
        New-Item -ItemType Directory -Path (Join-Path $Data $name) -Force | Out-Null
    }
    foreach ($name in 'gateway.yaml', 'logback.xml') {
        $file = Join-Path $Data "conf\$name"
        if (-not (Test-Path -LiteralPath $file)) {
            Write-Step "Writing $file"
            Copy-Item -LiteralPath (Join-Path $Directory "conf\$name") -Destination $file
        }
    }
}

# A version that does not like the configuration must not take over from one that does.
function Assert-Configuration([string] $Directory, [string] $Java) {
    $file = Join-Path $Data 'conf\gateway.yaml'
    Write-Step "Checking $file"
    Push-Location $Data
    & (Join-Path $Java 'bin\java.exe') -jar (Join-Path $Directory 'vertx-wpd.jar') config check --config $file | Out-Null
    $exitCode = $LASTEXITCODE
    Pop-Location
    if ($exitCode -ne 0) {
        Stop-Script 2 "$file is not valid for this version: correct it and run install.ps1 again; the service is as it was"
    }
}

# Lets the program start twice, beside the service and with its options, and keep what Java has worked out: the second start
# finds what the first has left, as those of the service do.
function New-Archive([string] $Directory, [string] $Java) {
    $archive = Get-Archive $Directory $Java
    $scratch = Join-Path $env:TEMP "vertx-wpd-$PID"
    Write-Step "Writing the archive $($archive.File)"
    if (Test-Path -LiteralPath $archive.File) {
        Remove-Item -LiteralPath $archive.File -Force
    }
    foreach ($name in 'data', 'logs', 'temp') {
        New-Item -ItemType Directory -Path (Join-Path $scratch $name) -Force | Out-Null
    }
    Copy-Item -LiteralPath (Join-Path $Directory 'conf') -Destination $scratch -Recurse
    $values = @{ home = $Directory; data = $scratch; jvm = ''; account = ''; archive = '' }
    $options = @(Get-ServiceArgument (Join-Path $Directory 'service.conf') $values |
            Where-Object { $_ -match '^--JvmOptions=.' } |
            ForEach-Object { $_ -replace '^--JvmOptions=', '' })
    Push-Location $scratch
    foreach ($more in @(), @($archive.Write)) {
        & (Join-Path $Java 'bin\java.exe') @options @more -jar (Join-Path $Directory 'vertx-wpd.jar') `
            run --until-ready --set http.port=0 | Out-Null
        $exitCode = $LASTEXITCODE
    }
    Pop-Location
    if ($exitCode -ne 0 -or -not (Test-Path -LiteralPath $archive.File)) {
        Write-Warning 'The archive could not be written. The service runs without it, and takes longer to start.'
    }
    Remove-Item -LiteralPath $scratch -Recurse -Force -ErrorAction SilentlyContinue
}

# A later version may change the journal so that an earlier one cannot read it.
function Backup-Journal([string] $Version) {
    $journal = Join-Path $Data 'data\gateway.db'
    if (-not (Test-Path -LiteralPath $journal)) {
        return
    }
    $backup = Join-Path $Data "before-upgrade-of-$Version"
    Write-Step "Copying the journal to $backup"
    New-Item -ItemType Directory -Path $backup -Force | Out-Null
    Copy-Item -Path "$journal*" -Destination $backup -Force
}

# Points the service at a version: made where it is missing, changed where it is not as it should be.
function Set-Gateway([string] $Directory, [string] $Java, [string] $As) {
    $values = @{
        home    = $Directory
        data    = $Data
        jvm     = Join-Path $Java 'bin\server\jvm.dll'
        account = $As
        archive = (Get-Archive $Directory $Java).Read
    }
    $arguments = @(Get-ServiceArgument (Join-Path $Directory 'service.conf') $values)
    # The path of the host never changes, so that Windows' entry of the service need not change with a version.
    $hostProgram = Join-Path $Programs 'prunsrv.exe'
    Copy-Item -LiteralPath (Join-Path $Directory 'prunsrv.exe') -Destination $hostProgram -Force
    $installed = Get-Gateway
    if ($installed) {
        if ($installed.StartName -eq $As) {
            # Windows wants a user's password again with each change of the account, the same one too.
            $arguments = @($arguments | Where-Object { $_ -notmatch '^--ServiceUser=' })
        }
        Write-Step "Pointing the service $ServiceName at $Directory"
        Invoke-Program $hostProgram (@("//US//$ServiceName") + $arguments) 'changing the service'
    } else {
        Write-Step "Making the service $ServiceName"
        Invoke-Program $hostProgram (@("//IS//$ServiceName") + $arguments) 'making the service'
    }
}

# Whom it runs as. prunsrv only logs where Windows refuses an account, so look whether it is so.
function Set-Account([string] $As) {
    if ($Password) {
        $plain = (New-Object Management.Automation.PSCredential $As, $Password).GetNetworkCredential().Password
        $changed = Invoke-CimMethod -InputObject (Get-Gateway) -MethodName Change `
            -Arguments @{ StartName = $As; StartPassword = $plain }
        if ($changed.ReturnValue -ne 0) {
            Stop-Script 1 "Windows refuses the account $As (code $($changed.ReturnValue)): check its name and its password"
        }
    }
    $actual = (Get-Gateway).StartName
    if ($actual -ne $As) {
        Stop-Script 1 "the service runs as $actual and not as ${As}: Windows refused that account; give another with -Account"
    }
    Write-Step "It runs as $actual"
    Invoke-Program 'sc.exe' @('sidtype', $ServiceName, 'unrestricted') 'giving the service its identity'
}

# After a crash it is started again: after 5 s, 30 s, and from then on 5 min. A day without one begins anew.
function Set-Recovery {
    Invoke-Program 'sc.exe' @('failure', $ServiceName, 'reset=', '86400', 'actions=', 'restart/5000/restart/30000/restart/300000') `
        'setting what happens after a crash'
    Invoke-Program 'sc.exe' @('failureflag', $ServiceName, '1') 'setting what happens after a crash'
}

# Administrators and Windows may do everything, the service may write data and logs and read its configuration, and nobody
# else may look. What somebody else has made before there was an installation must not stay theirs.
function Set-Permission {
    Write-Step "Setting who may read and write $Data"
    $everything = '(OI)(CI)F'
    Invoke-Program 'icacls.exe' @($Data, '/setowner', $Administrators, '/Q') 'setting permissions'
    Invoke-Program 'icacls.exe' @($Data, '/reset', '/Q') 'setting permissions'
    Invoke-Program 'icacls.exe' @($Data, '/inheritance:r', '/grant:r',
        "${Administrators}:$everything", "${System}:$everything", "${Identity}:(OI)(CI)RX", '/Q') 'setting permissions'
    foreach ($name in 'conf', 'data', 'logs', 'temp') {
        Invoke-Program 'icacls.exe' @((Join-Path $Data $name), '/reset', '/Q') 'setting permissions'
    }
    foreach ($name in 'data', 'logs', 'temp') {
        Invoke-Program 'icacls.exe' @((Join-Path $Data $name), '/grant:r', "${Identity}:(OI)(CI)M", '/Q') 'setting permissions'
    }
}

function Start-Gateway {
    Write-Step "Starting the service $ServiceName"
    Start-Service -Name $ServiceName
    for ($i = 0; $i -lt $ReadySeconds; $i++) {
        $line = Get-ReadyLine $Data
        if ($line) {
            Write-Step $line
            return
        }
        if ((Get-Gateway).State -eq 'Stopped') {
            break
        }
        Start-Sleep -Seconds 1
    }
    Stop-Script 3 ("the service is installed and not ready: see $(Join-Path $Data 'logs\gateway.log') and stderr.log beside it. " +
        'Windows starts it again; install.ps1 -Rollback goes back to the version before')
}

Assert-Administrator
foreach ($path in $Programs, $Data) {
    if ($path -match "[;#']") {
        Stop-Script 2 "$path has one of ; # ' in its name, which separate lists of prunsrv: name another directory"
    }
}

$current = Get-Version $Programs 'current'
if ($Rollback) {
    $version = Get-Version $Programs 'previous'
    if (-not $version -or -not (Test-Path -LiteralPath (Join-Path $Programs $version))) {
        Stop-Script 2 "there is no version before $current to go back to"
    }
} else {
    $version = (Get-Content -LiteralPath (Join-Path $PSScriptRoot 'version.txt') -TotalCount 1).Trim()
}
$directory = Join-Path $Programs $version
$source = if ($Rollback) { $directory } else { $PSScriptRoot }
$bundled = Join-Path $source 'runtime'
$java = Find-Java $bundled $JavaHome

$installed = Get-Gateway
$runAs = if ($Account) { $Account } elseif ($installed) { $installed.StartName } else { $Identity }
Write-Step "Version $version, with the Java in $java"

New-DataDirectory $source
Assert-Configuration $source $java
if ($java -eq $bundled) {
    $java = Join-Path $directory 'runtime'
}
New-Item -ItemType Directory -Path $Programs -Force | Out-Null
if ($version -eq $current) {
    # The files of this version are in use.
    Stop-Gateway
}
if (-not $Rollback) {
    Copy-Program $directory
    New-Archive $directory $java
}
Stop-Gateway
# What a process that was killed had unpacked.
Get-ChildItem -LiteralPath (Join-Path $Data 'temp') | Remove-Item -Recurse -Force
if ($current -and $version -ne $current) {
    Backup-Journal $current
}
Set-Gateway $directory $java $runAs
Set-Account $runAs
Set-Recovery
Set-Permission
if ($version -ne $current) {
    if ($current) {
        Set-Version $Programs 'previous' $current
    }
    Set-Version $Programs 'current' $version
}
if ($NoStart) {
    Write-Step "Installed; start it with: Start-Service $ServiceName"
} else {
    Start-Gateway
}
