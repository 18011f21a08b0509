@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Starts the halfturn command.
rem
rem   JAVA_HOME           the Java to use; otherwise the "java" on the PATH. Java 17 or newer.
rem   HALFTURN_JAVA_OPTS  further options of the Java virtual machine.
rem
rem HALFTURN_CLASS_ARCHIVE is always off here: no archive of classes is used or made.

setlocal
set "HALFTURN_HOME=%~dp0.."
set "HALFTURN_JAVA=java"
if "%JAVA_HOME%"=="" goto on_path
set "HALFTURN_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%HALFTURN_JAVA%" goto start
echo halfturn: error: there is no Java: "%HALFTURN_JAVA%" cannot be run>&2
echo halfturn: hint: set JAVA_HOME to a Java 17 or newer, or unset it to use the PATH's>&2
exit /b 1

:on_path
where java >nul 2>&1
if not errorlevel 1 goto start
echo halfturn: error: there is no Java: no 'java' on the PATH>&2
echo halfturn: hint: install Java 17 or newer, or set JAVA_HOME>&2
exit /b 1

:start

"%HALFTURN_JAVA%" ^
  -XX:TieredStopAtLevel=1 ^
  -XX:+UseG1GC ^
  -Xlog:disable ^
  -XX:+DisplayVMOutputToStderr ^
  -XX:-UsePerfData ^
  -XX:-HeapDumpOnOutOfMemoryError ^
  -XX:-CreateCoredumpOnCrash ^
  -XX:+DisableAttachMechanism ^
  -Dsun.net.http.retryPost=false ^
  -Dhttp.maxConnections=256 ^
  %HALFTURN_JAVA_OPTS% ^
  -cp "%HALFTURN_HOME%\lib\*;%HALFTURN_HOME%\plugins\*" ^
  dev.halfturn.cli.Main %*
exit /b %ERRORLEVEL%
